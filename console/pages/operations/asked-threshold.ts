import type { Intent } from './settings.generated.ts';

export const INTENTS: readonly Intent[] = ['SALES', 'SUPPORT', 'COMPLAINT', 'PRAISE', 'GENERAL', 'SPAM'];

/** A threshold that a link brought along, for one intent or for all: it is filled in and nothing more. Null where none is named. */
export function askedThreshold(search: string): { readonly threshold: number; readonly intent: Intent | null } | null {
  const asked = new URLSearchParams(search);
  const word = asked.get('threshold');
  const threshold = Number(word);
  if (!word || !(threshold >= 0 && threshold <= 1)) return null;
  return { threshold, intent: INTENTS.find((intent) => intent === asked.get('intent')) ?? null };
}
