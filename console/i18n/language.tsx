import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { createIntl, createIntlCache, IntlProvider, type MessageFormatElement, useIntl } from 'react-intl';
import type en from './en.json';

export type TextId = keyof typeof en;
export type Language = 'en' | 'de';

type Catalogue = Readonly<Record<TextId, MessageFormatElement[]>>;

/** A reader needs one: each is a file of its own. */
const FILES: Readonly<Record<Language, () => Promise<{ readonly default: Catalogue }>>> = {
  en: () => import('./en.json?compiled'),
  de: () => import('./de.json?compiled'),
};
const catalogues = new Map<Language, Catalogue>();
const KEY = 'parley.language';

const isLanguage = (value: string | null): value is Language => value !== null && Object.hasOwn(FILES, value);

function firstLanguage(): Language {
  const kept = localStorage.getItem(KEY);
  if (isLanguage(kept)) return kept;
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? 'en';
}

/** Before anything is said in it. */
export async function loadLanguage(language: Language = firstLanguage()): Promise<void> {
  if (!catalogues.has(language)) catalogues.set(language, (await FILES[language]()).default);
}

const LanguageContext = createContext<{ language: Language; choose(language: Language): void } | null>(null);

/** The reader's language: as chosen, else the browser's, else English. Dates and numbers follow it, in the browser's own zone. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const value = useMemo(
    () => ({
      language,
      choose(chosen: Language) {
        localStorage.setItem(KEY, chosen);
        // without its sentences the language stays as it is until the page is loaded again
        loadLanguage(chosen).then(
          () => setLanguage(chosen),
          () => undefined,
        );
      },
    }),
    [language],
  );
  return (
    <LanguageContext value={value}>
      <IntlProvider locale={language} messages={catalogues.get(language)}>
        {children}
      </IntlProvider>
    </LanguageContext>
  );
}

export function useLanguage() {
  const value = useContext(LanguageContext);
  if (!value) throw new Error('the page stands outside its LanguageProvider');
  return value;
}

type Values = Readonly<Record<string, string | number | Date | null | undefined>>;

/** `text('review.waiting', { minutes: 3 })`: a sentence of the catalogue in the reader's language (ICU message syntax). */
export function useText(): (id: TextId, values?: Values) => string {
  const { formatMessage } = useIntl();
  return (id, values) => formatMessage({ id }, values);
}

const cache = createIntlCache();

/** The same outside of a component, where an answer is turned into words: in the language that the page is in at that moment. */
export function say(id: TextId, values?: Values): string {
  const { lang } = document.documentElement;
  const locale = isLanguage(lang) ? lang : 'en';
  return createIntl({ locale, messages: catalogues.get(locale) }, cache).formatMessage({ id }, values);
}
