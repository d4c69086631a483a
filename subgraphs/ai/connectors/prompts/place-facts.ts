import { type Entity, type EntityKind, entityAt } from '../../agents/entity.ts';
import { extractEntities } from '../../agents/extract-entities.ts';
import type { AnalysisRequest } from '../model-provider.ts';

/** Read by our own rules or not at all: half an address is worse than none. */
const MUST_BE_READABLE: ReadonlySet<EntityKind> = new Set(['email', 'phone', 'date']);
/** No rule of ours measures up to a model there (findings/ai.md: F1 .50 and .17), so its places are taken and not ours. */
const READ_BETTER_BY_A_MODEL: ReadonlySet<EntityKind> = new Set(['name', 'company']);
/** By hand, between our rules' certain finds and their guesses. */
const SAID_BY_A_MODEL = 0.8;
const CONFIRMED = 0.95;

/**
 * What a model says that a message states, as entities: only words that stand in the text, each place once, with the value as our own
 * rules read it. Addresses and numbers that our rules find are in it whether or not the model saw them: they are right 98 times of 100
 * (findings/ai.md).
 */
export function placeFacts(
  { text, language, sentAt, tenant }: AnalysisRequest,
  facts: readonly { readonly kind: EntityKind; readonly words: string }[],
): Entity[] {
  const context = { defaultRegion: null, ...tenant, now: sentAt, language };
  const ours = extractEntities(text, context);
  const placed: Entity[] = ours.filter(({ kind }) => kind === 'email' || kind === 'phone');
  const isFree = (kind: EntityKind, start: number, end: number): boolean =>
    placed.every((other) => end <= other.start || other.end <= start || (kind === 'company' && other.kind === 'email'));

  for (const { kind, words } of facts) {
    const value = words.trim();
    if (value === '') continue;
    const start = placesOf(value, text).find((place) => isFree(kind, place, place + value.length));
    if (start === undefined) continue;
    const end = start + value.length;
    const same = ours.find((own) => own.kind === kind && own.start < end && start < own.end);
    if (same && !READ_BETTER_BY_A_MODEL.has(kind)) {
      if (isFree(kind, same.start, same.end)) placed.push({ ...same, confidence: Math.max(same.confidence, CONFIRMED) });
      continue;
    }
    const [read] = extractEntities(value, context).filter((own) => own.kind === kind);
    if (!read && MUST_BE_READABLE.has(kind)) continue;
    placed.push(
      entityAt(kind, text, start, end, read?.normalized ?? value.replace(/\s+/g, ' '), same ? CONFIRMED : SAID_BY_A_MODEL),
    );
  }
  return placed.sort((a, b) => a.start - b.start || b.end - a.end);
}

function placesOf(value: string, text: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length)) places.push(at);
  return places;
}
