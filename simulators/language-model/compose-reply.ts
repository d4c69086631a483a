import { wordsOf } from './words.ts';

export interface ReplyMaterial {
  customer_message: string;
  customer_name?: string | null | undefined;
  language?: string | null | undefined;
  intent?: string | undefined;
  persona?: string | undefined;
  passages: { number: number; title: string; text: string }[];
}

export interface ComposedReply {
  outcome: 'ANSWERED' | 'COURTESY' | 'NOTHING_ANSWERS';
  text: string;
  used_passages: number[];
  supported_share: number;
  completeness: number;
  confidence: number;
}

const HELLO: Readonly<Record<string, string>> = { de: 'Hallo', fr: 'Bonjour', es: 'Hola', en: 'Hello' };
const THANKS: Readonly<Record<string, string>> = {
  de: 'Vielen Dank für Ihre Nachricht, wir freuen uns sehr!',
  fr: 'Merci beaucoup pour votre message !',
  es: '¡Muchas gracias por su mensaje!',
  en: 'Thank you very much for your message!',
};
const SORRY: Readonly<Record<string, string>> = {
  de: 'Das tut uns leid.',
  fr: 'Nous sommes désolés.',
  es: 'Lo sentimos mucho.',
  en: 'We are sorry about this.',
};
const MOST_SENTENCES = 2;
/** Below this share of the question's words a passage is about something else. */
const LEAST_COVERAGE = 0.4;

const NOTHING: ComposedReply = {
  outcome: 'NOTHING_ANSWERS',
  text: '',
  used_passages: [],
  supported_share: 0,
  completeness: 0,
  confidence: 0,
};

/** A reply made of the sentences of the best passage, or none. Whatever a text demands is read as words and not obeyed. */
export function composeReply(material: ReplyMaterial): ComposedReply {
  const language = HELLO[material.language ?? ''] ? (material.language ?? 'en') : 'en';
  const hello = [HELLO[language], firstName(material.customer_name)].filter(Boolean).join(' ');
  const sign = /signs? as ([^.\n"]{2,40})/i.exec(material.persona ?? '')?.[1];
  const say = (body: string): string => [`${hello}! ${body}`, sign].filter(Boolean).join('\n');
  const questions = sentencesOf(material.customer_message).filter((sentence) => sentence.includes('?'));
  const wantsAnswer = questions.length > 0;
  // what stands around a question is the story, or a signature
  const asked = new Set(wordsOf(wantsAnswer ? questions.join(' ') : material.customer_message));
  if (!wantsAnswer && (material.intent === 'PRAISE' || asked.size === 0))
    return {
      ...NOTHING,
      outcome: 'COURTESY',
      text: say(THANKS[language] ?? ''),
      supported_share: 1,
      completeness: 1,
      confidence: 0.9,
    };
  if (material.intent === 'SPAM' || asked.size === 0) return NOTHING;

  const ranked = material.passages
    .map((passage) => ({ passage, coverage: coverageOf(asked, `${passage.title} ${passage.text}`) }))
    .sort((a, b) => b.coverage - a.coverage);
  const [best] = ranked;
  if (!best || best.coverage < LEAST_COVERAGE) return NOTHING;
  const sentences = sentencesOf(best.passage.text)
    .map((sentence, at) => ({ sentence: sentence.trim(), at, coverage: coverageOf(asked, sentence) }))
    .filter(({ sentence }) => sentence !== '')
    .sort((a, b) => b.coverage - a.coverage || a.at - b.at)
    .slice(0, MOST_SENTENCES)
    .sort((a, b) => a.at - b.at);
  const body = sentences.map(({ sentence }) => sentence).join(' ');
  const opening = material.intent === 'COMPLAINT' ? `${SORRY[language]} ` : '';
  const completeness = Math.min(1, Math.round(best.coverage * 100) / 100 + 0.1);
  return {
    outcome: 'ANSWERED',
    text: say(opening + body),
    used_passages: [best.passage.number],
    supported_share: 1,
    completeness,
    confidence: Math.round((0.5 + 0.45 * completeness) * 100) / 100,
  };
}

/** A point inside a number or an address ends nothing. */
const sentencesOf = (text: string): string[] => text.split(/(?<=[.!?])\s+|\n+/);

const coverageOf = (asked: ReadonlySet<string>, text: string): number => {
  const there = new Set(wordsOf(text));
  return [...asked].filter((word) => there.has(word)).length / asked.size;
};

const firstName = (name: string | null | undefined): string => /^\p{Lu}\p{Ll}{1,20}(?=\s|$)/u.exec(name ?? '')?.[0] ?? '';
