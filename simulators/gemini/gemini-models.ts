export const generatingModels: readonly string[] = [
  'gemini-2.5-flash',
  'gemini-2.5-flash-lite',
  'gemini-3.1-flash-lite',
  'gemini-3.5-flash',
];

/** With the dimension that they have unless asked for fewer. */
export const embeddingModels: Readonly<Record<string, number>> = {
  'gemini-embedding-001': 3_072,
  'gemini-embedding-2-preview': 3_072,
};

export const describeModel = (name: string): Record<string, unknown> => ({
  name: `models/${name}`,
  version: '001',
  displayName: name,
  inputTokenLimit: 1_048_576,
  outputTokenLimit: 65_536,
  supportedGenerationMethods:
    name in embeddingModels ? ['embedContent', 'batchEmbedContents'] : ['generateContent', 'countTokens'],
});
