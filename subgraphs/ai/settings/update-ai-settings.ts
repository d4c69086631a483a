import { badUserInput } from '#kernel/errors/public-error.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import type { VectorIsolation, VectorStore } from '../connectors/vector-index.ts';
import type { Intent } from '../run/run-enums.ts';
import { AiSettingsRow, type IntentThresholds, type Settings } from './ai-settings.entity.ts';
import { readSettings } from './read-settings.ts';

const LONGEST_PERSONA = 2_000;

/** Absent or null: stays as it is. `thresholds` replaces the whole list. */
export interface SettingsChanges {
  readonly autoReply?: boolean | null | undefined;
  readonly confidenceThreshold?: number | null | undefined;
  readonly thresholds?: readonly { readonly intent: Intent; readonly threshold: number }[] | null | undefined;
  readonly persona?: string | null | undefined;
  readonly vectorIsolation?: VectorIsolation | null | undefined;
}

/** In force from the next message on; vectors move behind that, and are found where they were until they have. */
export async function updateAiSettings(
  ctx: Ctx,
  changes: SettingsChanges,
  { store }: { readonly store: VectorStore },
): Promise<Settings> {
  const settings = await readSettings(ctx);
  const next = {
    autoReply: changes.autoReply ?? settings.autoReply,
    confidenceThreshold: probability('input.confidenceThreshold', changes.confidenceThreshold ?? settings.confidenceThreshold),
    thresholds: changes.thresholds ? byIntent(changes.thresholds) : settings.thresholds,
    persona: changes.persona == null ? settings.persona : checkedPersona(changes.persona),
    vectorIsolation: changes.vectorIsolation ? checkedIsolation(changes.vectorIsolation, store) : settings.vectorIsolation,
  };
  await ctx.em.upsert(AiSettingsRow, { id: 1, ...next, updatedAt: ctx.clock.now() });
  return next;
}

function byIntent(thresholds: readonly { readonly intent: Intent; readonly threshold: number }[]): IntentThresholds {
  const entries = thresholds.map(({ intent, threshold }) => [intent, probability('input.thresholds', threshold)] as const);
  if (new Set(entries.map(([intent]) => intent)).size < entries.length)
    throw badUserInput('input.thresholds', 'Each intent may stand once.');
  return Object.fromEntries(entries);
}

function probability(field: string, value: number): number {
  if (!(value >= 0 && value <= 1)) throw badUserInput(field, 'A threshold is a number from 0 to 1.');
  return value;
}

function checkedPersona(persona: string): string {
  const cleaned = persona.replaceAll('\0', '').trim();
  if (cleaned.length > LONGEST_PERSONA)
    throw badUserInput('input.persona', `persona must be ${LONGEST_PERSONA} characters at most.`);
  return cleaned;
}

function checkedIsolation(isolation: VectorIsolation, store: VectorStore): VectorIsolation {
  if (isolation === 'INDEX' && store !== 'pinecone') {
    throw badUserInput(
      'input.vectorIsolation',
      'An index of your own needs Pinecone, which this installation has no key for. In PostgreSQL your vectors stand in a schema of your own already.',
    );
  }
  return isolation;
}
