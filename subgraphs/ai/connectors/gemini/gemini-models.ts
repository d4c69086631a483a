/** Small models of the current family, as at OpenAI. Change them here. */
export const GEMINI_MODEL = 'gemini-3.1-flash-lite';
export const GEMINI_EMBEDDING_MODEL = 'gemini-embedding-001';
/** Of up to 3,072: the first 768 are nearly as good for texts this short and a quarter to keep. They come unnormalised. */
export const GEMINI_EMBEDDING_DIMENSION = 768;
