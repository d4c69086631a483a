import { stripHandles } from '../agents/strip-addressing.ts';

/** Longer, and nobody writes the same again. */
const LONGEST = 400;

/** What people put before and behind a question; it changes no answer. */
const GREETING = `(?:hi+|hello|hey+|hiya|good (?:morning|afternoon|evening|day)|hallo|moin|servus|guten (?:tag|morgen|abend)|bonjour|bonsoir|salut|coucou|hola|buen[oa]s (?:días|tardes|noches))`;
const ADDRESSEE = `(?: (?:there|team|all|everyone|everybody|zusammen|à tous|a todos))`;
const OPENING = new RegExp(`^(?:${GREETING}${ADDRESSEE}*(?: |$))+`, 'u');
const THANKS = `(?:please|pls|(?:many )?thanks(?: a lot)?|thank you(?: (?:very|so) much)?|thx|cheers|bitte|(?:vielen )?danke?(?:schön)?|liebe grüße|viele grüße|merci(?: beaucoup)?|s'il vous plaît|svp|(?:muchas )?gracias|por favor|un saludo|saludos)`;
const IN_ADVANCE = `(?: (?:in advance|im voraus|d'avance|de antemano))`;
const ENDING = new RegExp(`(?: ${THANKS}${IN_ADVANCE}?)+$`, 'u');

/**
 * The form in which two people's words are the same question: case, emoji, punctuation, greeting and thanks aside. Figures, their signs and
 * every other word stay. Null for a text that says too little, or is too long to be written twice.
 */
export function normaliseQuestion(text: string): string | null {
  if (text.length > 2 * LONGEST) return null;
  const words = stripHandles(text)
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/[^\p{L}\p{M}\p{N}'%€$£¥+#&@.,:/-]+/gu, ' ')
    // a point or a dash means something within a figure alone
    .replace(/[.,:/](?!\p{N})|(?<!\p{N})[.,:/]|(?<=[\p{L}\s])-(?!\p{N})|(?<=\p{L})-/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const bare = words.replace(OPENING, '').replace(ENDING, '').trim();
  return /\p{L}{2}/u.test(bare) && bare.length <= LONGEST ? bare : null;
}
