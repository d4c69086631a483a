/** PostgreSQL's own text search configurations by ISO 639-1 code (PostgreSQL 18, `pg_ts_config`). */
const CONFIGURATIONS: Readonly<Record<string, string>> = {
  ar: 'arabic',
  da: 'danish',
  de: 'german',
  el: 'greek',
  en: 'english',
  es: 'spanish',
  fi: 'finnish',
  fr: 'french',
  hi: 'hindi',
  hu: 'hungarian',
  id: 'indonesian',
  it: 'italian',
  nl: 'dutch',
  no: 'norwegian',
  pt: 'portuguese',
  ro: 'romanian',
  ru: 'russian',
  sv: 'swedish',
  ta: 'tamil',
  tr: 'turkish',
};

/** Words as written where PostgreSQL knows no stems of the language. */
export const textSearchConfiguration = (language: string | null): string => (language && CONFIGURATIONS[language]) || 'simple';
