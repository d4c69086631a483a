import { answerQuestions } from './answer-questions.ts';
import type { Passage } from './choose-answer.ts';
import { detectLanguage } from './detect-language.ts';
import type { Intent } from './intent.ts';
import { readKeywords } from './read-keywords.ts';
import { REPLY_PHRASES, replyLanguageOf } from './reply-phrases.ts';
import { READ_LIMIT } from './tokenize.ts';

export type ReplyInput = {
  text: string;
  /** ISO 639-1, null when it could not be told. */
  language: string | null;
  intent: Intent;
  /** Best first. */
  passages: Passage[];
  /** The tenant's own words about its voice. Only a sign-off is taken from it here ("Signs as Mia from Acme"): we compose no sentences. */
  persona: string;
  /** As the platform shows it; only a plausible first name is used. */
  displayName: string | null;
};

export type Reply = {
  text: string;
  /** Indices into `passages`, in the order of their use. */
  usedPassages: number[];
  /** Share of the reply's statements that stand in a passage; a courtesy states nothing. */
  supportedShare: number;
  /** Share of what was asked that the reply takes up, by weighted words. */
  completeness: number;
};

const GREETING_ONLY =
  /^(?:(?:hi+|hello|hey+|hiya|good (?:morning|afternoon|evening|day)|hallo|moin|servus|guten (?:morgen|tag|abend)|bonjour|bonsoir|salut|coucou|hola|buen[oa]s (?:días|tardes|noches)|there|all|team|everyone|zusammen|à tous|👋|😊|🙂)[\s,.!?]*)+$/iu;

/**
 * A reply made of sentences of the passages, word for word, between a greeting and a closing in the customer's language. Null where no passage
 * answers: nothing is made up. Only praise is thanked and a bare greeting greeted without a passage.
 */
export function writeReply(input: ReplyInput): Reply | null {
  const question = input.text.slice(0, READ_LIMIT);
  if (input.intent === 'SPAM') return null;
  const language = replyLanguageOf(input.language);
  if (language === null) return answerBarely(question, input);
  const phrases = REPLY_PHRASES[language];
  const hello = phrases.hello(firstNameOf(input.displayName));
  const courtesy = (said: string): Reply => ({
    text: joined(hello, said, signOffOf(input.persona)),
    usedPassages: [],
    supportedShare: 1,
    completeness: 1,
  });

  if (GREETING_ONLY.test(question.trim())) return courtesy(phrases.welcome);
  if (input.intent === 'PRAISE' && !question.includes('?')) return courtesy(phrases.thanks);

  const answer = answerQuestions(question, input.passages);
  if (answer === null || readKeywords(question).length === 0) return null;
  const body = answer.sentences.map(({ text }) => finished(text)).join(' ');
  const spoken = detectLanguage(body);
  const foreign = input.language !== null && spoken !== null && spoken !== input.language;
  return {
    text: joined(
      hello,
      input.intent === 'COMPLAINT' ? phrases.sorry : '',
      body,
      phrases.closing[input.intent],
      signOffOf(input.persona),
    ),
    usedPassages: [...new Set(answer.sentences.map(({ passage }) => passage))],
    supportedShare: 1,
    // The right answer in a language the customer did not use is half an answer.
    completeness: foreign ? answer.completeness / 2 : answer.completeness,
  };
}

/** We have no phrases in the customer's language: what the knowledge says in it is said without any, and nothing else is said. */
function answerBarely(question: string, { passages, language }: ReplyInput): Reply | null {
  const answer = answerQuestions(question, passages);
  const body = answer?.sentences.map(({ text }) => finished(text)).join(' ') ?? '';
  if (answer === null || detectLanguage(body) !== language) return null;
  return {
    text: body,
    usedPassages: [...new Set(answer.sentences.map(({ passage }) => passage))],
    supportedShare: 1,
    completeness: answer.completeness,
  };
}

const joined = (...parts: string[]): string => parts.filter((part) => part !== '').join(' ');

/** A list item or heading ends without a full stop; in running text it needs one. */
const finished = (sentence: string): string => {
  const bare = sentence.replace(/^(?:[-*•–]\s+|\d{1,2}[.)]\s+|#+\s+|[AQ]:\s+)/u, '');
  return /[.!?…:]["'”’)\]]*$/u.test(bare) ? bare : `${bare}.`;
};

/** Display names are free text on every platform: emoji, slogans and links are not greeted. */
function firstNameOf(displayName: string | null): string {
  const first = displayName?.normalize('NFC').match(/^[^\p{L}]*(\p{L}[\p{L}\p{M}'’-]{1,19})(?=\s|$)/u)?.[1] ?? '';
  return /^\p{Lu}\p{Ll}/u.test(first) ? first : '';
}

function signOffOf(persona: string): string {
  const signed = /\bsigns? (?:off )?(?:as|with)[: ]+["“']?([^"”'.\n;]{2,60})/i.exec(persona)?.[1]?.trim();
  return signed === undefined ? '' : `– ${signed}`;
}
