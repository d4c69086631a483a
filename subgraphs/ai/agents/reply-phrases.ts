import type { Intent } from './intent.ts';

export type ReplyLanguage = 'en' | 'de' | 'fr' | 'es';

type Phrases = {
  /** `name` is the first name or empty. */
  hello(name: string): string;
  closing: Record<Exclude<Intent, 'SPAM'>, string>;
  sorry: string;
  thanks: string;
  welcome: string;
};

const named = (word: string, name: string, mark: string): string => (name === '' ? `${word}${mark}` : `${word} ${name}${mark}`);

/** The only words of a reply that are not from the tenant's knowledge: they greet, thank and offer, and promise nothing. */
export const REPLY_PHRASES: Record<ReplyLanguage, Phrases> = {
  en: {
    hello: (name) => named('Hi', name, '!'),
    closing: {
      SALES: 'Just write to us here if you would like to go ahead.',
      SUPPORT: 'Please write again if this does not solve it.',
      COMPLAINT: 'Please write again if this does not solve it.',
      PRAISE: '',
      GENERAL: 'Is there anything else you would like to know?',
    },
    sorry: 'We are sorry to hear this.',
    thanks: 'Thank you for your kind words, they mean a lot to us.',
    welcome: 'How can we help?',
  },
  de: {
    hello: (name) => named('Hallo', name, '!'),
    closing: {
      SALES: 'Schreiben Sie uns einfach hier, wenn wir weitermachen dürfen.',
      SUPPORT: 'Melden Sie sich gern wieder, falls das nicht hilft.',
      COMPLAINT: 'Melden Sie sich gern wieder, falls das nicht hilft.',
      PRAISE: '',
      GENERAL: 'Können wir sonst noch etwas beantworten?',
    },
    sorry: 'Das tut uns leid.',
    thanks: 'Vielen Dank für die netten Worte, wir freuen uns sehr darüber.',
    welcome: 'Wie können wir helfen?',
  },
  fr: {
    hello: (name) => named('Bonjour', name, ' !'),
    closing: {
      SALES: 'Écrivez-nous ici si vous souhaitez continuer.',
      SUPPORT: 'N’hésitez pas à nous réécrire si cela ne suffit pas.',
      COMPLAINT: 'N’hésitez pas à nous réécrire si cela ne suffit pas.',
      PRAISE: '',
      GENERAL: 'Avez-vous une autre question ?',
    },
    sorry: 'Nous sommes désolés de l’apprendre.',
    thanks: 'Merci beaucoup pour vos gentils mots, ils nous font très plaisir.',
    welcome: 'Comment pouvons-nous vous aider ?',
  },
  es: {
    hello: (name) => (name === '' ? '¡Hola!' : `¡Hola, ${name}!`),
    closing: {
      SALES: 'Escríbanos por aquí si desea seguir adelante.',
      SUPPORT: 'Vuelva a escribirnos si esto no lo resuelve.',
      COMPLAINT: 'Vuelva a escribirnos si esto no lo resuelve.',
      PRAISE: '',
      GENERAL: '¿Tiene alguna otra pregunta?',
    },
    sorry: 'Lamentamos mucho lo ocurrido.',
    thanks: 'Muchas gracias por sus amables palabras, nos alegran mucho.',
    welcome: '¿En qué podemos ayudarle?',
  },
};

/** English where the language could not be told; null for one in which we have no words of our own. */
export function replyLanguageOf(language: string | null): ReplyLanguage | null {
  if (language === null) return 'en';
  return language === 'en' || language === 'de' || language === 'fr' || language === 'es' ? language : null;
}
