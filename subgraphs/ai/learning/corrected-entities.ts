import { badUserInput } from '#kernel/errors/public-error.ts';
import { type Entity, type EntityKind, entityAt } from '../agents/entity.ts';
import { extractEntities, type TenantKnowledge } from '../agents/extract-entities.ts';
import { LEXICAL_KINDS, type Lexicon, lexiconKey, wrongKey } from '../agents/lexicon.ts';

const KINDS: readonly EntityKind[] = ['email', 'phone', 'name', 'company', 'product', 'budget', 'quantity', 'date', 'place'];
const MOST = 50;
const LONGEST_NORMALIZED = 200;

/** What a member says of words in a message: that they state something of a kind, or that they do not. */
export interface EntityCorrection {
  readonly kind: string;
  /** As written. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
  /** Left out: as our own rules read the words. */
  readonly normalized?: string | null | undefined;
  /** They were taken for that and are not. */
  readonly isWrong?: boolean | null | undefined;
}

export interface CorrectedEntity {
  readonly kind: EntityKind;
  readonly value: string;
  readonly start: number;
  readonly end: number;
  readonly normalized: string;
  readonly isWrong: boolean;
}

/** `text` is what the agents read of the message: of a long one the beginning and the end, so places are checked by their words. */
export function checkedEntities(
  corrections: readonly EntityCorrection[],
  text: string,
  context: TenantKnowledge & { readonly now: Date; readonly language: string | null },
): CorrectedEntity[] {
  if (corrections.length > MOST) throw badUserInput('entities', `${MOST} entities at most.`);
  const checked = corrections.map((correction) => checkedEntity(correction, text, context));
  const right = checked.filter(({ isWrong }) => !isWrong).sort((a, b) => a.start - b.start);
  if (right.some(({ start }, at) => start < (right[at - 1]?.end ?? 0)))
    throw badUserInput('entities', 'Two entities share words: each word of the message belongs to one of them.');
  return checked;
}

function checkedEntity(
  { value, start, end, normalized, isWrong, ...said }: EntityCorrection,
  text: string,
  context: TenantKnowledge & { readonly now: Date; readonly language: string | null },
): CorrectedEntity {
  const kind = KINDS.find((known) => known === said.kind);
  if (!kind) throw badUserInput('entities', `The kind of an entity is one of ${KINDS.join(', ')}.`);
  if (!(Number.isInteger(start) && start >= 0 && end - start === value.length) || value.trim() === '')
    throw badUserInput('entities', 'start and end are where the value stands in the message: end - start is its length.');
  if (!text.includes(value)) throw badUserInput('entities', 'These words do not stand in the message.');
  const given = normalized?.replaceAll('\0', '').trim() || null;
  if ((given?.length ?? 0) > LONGEST_NORMALIZED)
    throw badUserInput('entities', `normalized must be ${LONGEST_NORMALIZED} characters at most.`);
  const read = given ?? extractEntities(value, context).find((own) => own.kind === kind)?.normalized;
  return { kind, value, start, end, normalized: read ?? value.trim().replace(/\s+/g, ' '), isWrong: isWrong === true };
}

/** What the message states by the member's word: what was found, but for what is wrong, and what was added in its place. */
export function withCorrections(found: readonly Entity[], corrected: readonly CorrectedEntity[]): Entity[] {
  const overlaps = (one: Pick<Entity, 'start' | 'end'>, other: Pick<Entity, 'start' | 'end'>): boolean =>
    one.start < other.end && other.start < one.end;
  const kept = found.filter(
    (entity) => !corrected.some((said) => overlaps(said, entity) && (!said.isWrong || said.kind === entity.kind)),
  );
  const added = corrected
    .filter(({ isWrong }) => !isWrong)
    .map(({ kind, value, start, end, normalized }) => ({ kind, value, start, end, normalized, confidence: 1 }));
  return [...kept, ...added].sort((a, b) => a.start - b.start || b.end - a.end);
}

/** Newest first: the last word on the same words counts. */
export function learnLexicon(corrected: readonly CorrectedEntity[]): Lexicon | undefined {
  const known = new Map<string, Entity>();
  const wrong = new Set<string>();
  for (const { kind, value, normalized, isWrong } of corrected) {
    const key = lexiconKey(value);
    if (!LEXICAL_KINDS.has(kind) || key.length < 3) continue;
    if (isWrong && known.get(key)?.kind !== kind) wrong.add(wrongKey(kind, value));
    if (!isWrong && !wrong.has(wrongKey(kind, value)) && !known.has(key))
      known.set(key, entityAt(kind, value, 0, value.length, normalized, 1));
  }
  return known.size === 0 && wrong.size === 0 ? undefined : { known, wrong };
}
