/** Longer, and nobody writes the same again. */
const LONGEST = 400;

/** What people put before and behind a question; it changes no answer. */
const GREETING = `(?:hi+|hello|hey+|hiya|good (?:morning|afternoon|evening|day)|hallo|moin|servus|guten (?:tag|morgen|abend)|bonjour|bonsoir|salut|coucou|hola|buen[oa]s (?:días|tardes|noches))`;
const ADDRESSEE = `(?: (?:there|team|all|everyone|everybody|zusammen|à tous|a todos))`;
const OPENING = new RegExp(`^(?:${GREETING}${ADDRESSEE}*(?: |$))+`, 'u');
const THANKS = `(?:please|pls|(?:many )?thanks(?: a lot)?|thank you(?: (?:very|so) much)?|thx|cheers|bitte|(?:vielen )?danke?(?:schön)?|liebe grüße|viele grüße|merci(?: beaucoup)?|s'il vous plaît|svp|(?:muchas )?gracias|por favor|un saludo|saludos)`;
const IN_ADVANCE = `(?: (?:in advance|im voraus|d'avance|de antemano))`;
const ENDING = new RegExp(`(?: ${THANKS}${IN_ADVANCE}?)+$`, 'u');

/** Faces, hearts, hands and sparkles, with their colours: a mood. Any other sign may be what is asked about: a flag, "<", a currency. */
const MOOD =
  /(?:[\u{1F600}-\u{1F64F}\u{1F910}-\u{1F92F}\u{1F970}-\u{1F97A}\u{1F440}-\u{1F450}\u{1F493}-\u{1F49F}\u{1F5A4}\u{1F90D}\u{1F90E}\u{1FAF0}-\u{1FAF8}\u2639\u263A\u270A-\u270D\u2728\u2764]|[\u{1F3FB}-\u{1F3FF}])\u{FE0F}?/gu;
const SIGN = /[^\P{S}$€£¥+]/u;
/** Whom a text is addressed to stands in front; anywhere else a handle is somebody that it speaks of. */
const ADDRESSED = /^(?:\s*@[\p{L}\p{N}_.]+)+/u;
const HANDLE = /(?<![\p{L}\p{N}.])@[\p{L}\p{N}_]/u;

/**
 * The form in which two people's words are the same question: case, moods, punctuation, greeting and thanks aside. Figures, their signs and
 * every other word stay. Null for a text that says too little, says something without a word for it, or is too long to be written twice.
 */
export function normaliseQuestion(text: string): string | null {
  if (text.length > 2 * LONGEST) return null;
  const said = text.replace(ADDRESSED, ' ').normalize('NFKC').replace(MOOD, ' ');
  if (SIGN.test(said) || HANDLE.test(said)) return null;
  const words = said
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
