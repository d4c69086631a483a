import { registerEnumType } from 'type-graphql';
import type { Finding, FindingKind } from '../agents/check-reply.ts';
import type { Intent } from '../run/run-enums.ts';

/** Why a draft is never sent by the machine alone, however sure it is. */
export const HeldBack = {
  COMPLAINT: 'COMPLAINT',
  OTHER_LANGUAGE: 'OTHER_LANGUAGE',
  UNSUPPORTED: 'UNSUPPORTED',
  UNSAFE: 'UNSAFE',
  PERSONAL_DATA: 'PERSONAL_DATA',
  FOREIGN_LINK: 'FOREIGN_LINK',
  PRICE: 'PRICE',
  DISCOUNT: 'DISCOUNT',
  DEADLINE: 'DEADLINE',
  PROMISE: 'PROMISE',
  LEGAL: 'LEGAL',
} as const satisfies { readonly [Kind in FindingKind | 'COMPLAINT']: Kind };
export type HeldBack = keyof typeof HeldBack;
registerEnumType(HeldBack, {
  name: 'HeldBack',
  description: 'Why a draft is never sent by the machine alone, however sure it is.',
  valuesConfig: {
    COMPLAINT: { description: 'Who wrote is upset.' },
    OTHER_LANGUAGE: { description: 'A language that the tenant does not serve, or a reply in another one than the message.' },
    UNSUPPORTED: { description: 'It states what no passage says.' },
    UNSAFE: { description: 'Words that no reply may hold.' },
    PERSONAL_DATA: { description: 'Personal data that no passage holds.' },
    FOREIGN_LINK: { description: 'A link that no passage holds.' },
    PRICE: { description: 'A price that no passage says.' },
    DISCOUNT: { description: 'A discount that no passage says.' },
    DEADLINE: { description: 'A time that no passage says.' },
    PROMISE: { description: 'A promise that no passage makes.' },
    LEGAL: { description: 'A legal statement that no passage makes.' },
  },
});

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
