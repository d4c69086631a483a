/** The models that answer here, each with the release that it names itself by (gpt-5.4-mini, gpt-4o: recorded). */
export const chatModels: Readonly<Record<string, string>> = {
  'gpt-5.4': 'gpt-5.4',
  'gpt-5.4-mini': 'gpt-5.4-mini-2026-03-17',
  'gpt-5.4-nano': 'gpt-5.4-nano-2026-03-17',
  'gpt-4o': 'gpt-4o-2024-08-06',
  'gpt-4o-mini': 'gpt-4o-mini-2024-07-18',
};

/** With the dimension that they have unless asked for fewer. */
export const embeddingModels: Readonly<Record<string, number>> = {
  'text-embedding-3-small': 1_536,
  'text-embedding-3-large': 3_072,
};

export const describeModel = (id: string): Record<string, unknown> => ({
  id,
  object: 'model',
  created: 1_770_000_000,
  owned_by: 'system',
});
