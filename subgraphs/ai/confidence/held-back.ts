import type { Finding, FindingKind } from '../agents/check-reply.ts';
import type { Intent } from '../run/run-enums.ts';

/** Why a draft is never sent by the machine alone, however sure it is. */
export type HeldBack = FindingKind | 'COMPLAINT';

/** Kinds alone: the words that were found may be personal. */
export function whatKeepsBack(
  analysis: { readonly intent: { readonly intent: Intent } | null; readonly language?: string | null },
  draft: { readonly findings: readonly Finding[] } | null,
  /** Those that the tenant serves; null: it names none. */
  served: readonly string[] | null | undefined,
): HeldBack[] {
  const found: HeldBack[] = (draft?.findings ?? []).map(({ kind }) => kind);
  const { language } = analysis;
  if (served && language != null && !served.includes(language)) found.push('OTHER_LANGUAGE');
  return [...new Set(analysis.intent?.intent === 'COMPLAINT' ? ['COMPLAINT' as const, ...found] : found)];
}
