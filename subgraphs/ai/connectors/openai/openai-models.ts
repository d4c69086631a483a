/** Small models of the current family: classifying a message and quoting a passage ask for no more. Change them here. */
export const OPENAI_MODEL = 'gpt-5.4-mini';
export const OPENAI_EMBEDDING_MODEL = 'text-embedding-3-small';
/** The model's own; it can be asked for fewer. */
export const OPENAI_EMBEDDING_DIMENSION = 1_536;
