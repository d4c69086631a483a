import { z } from 'zod';

/** What `PUT /gemini/_settings` changes, key by key; the rest stays. */
export const geminiSettingsPatchSchema = z
  .strictObject({
    requestsPerMinute: z.int().min(0),
    /** Quota answers carry RetryInfo; the real ones do sometimes. */
    sayRetryInfo: z.boolean(),
    /** The day's quota is used up: every call that generates answers 429, and tomorrow not. */
    dayUsedUp: z.boolean(),
    /** Keys that worked and were withdrawn. */
    revokedKeys: z.array(z.string()),
    /** A prompt that holds this text is blocked; the empty text is in all of them. */
    blockPrompt: z.string().nullable(),
    /** Every answer ends so: SAFETY and its like without content, MAX_TOKENS after half. */
    finishReason: z
      .enum(['MAX_TOKENS', 'SAFETY', 'RECITATION', 'LANGUAGE', 'BLOCKLIST', 'PROHIBITED_CONTENT', 'SPII', 'OTHER'])
      .nullable(),
  })
  .partial();

export type GeminiSettings = Required<z.output<typeof geminiSettingsPatchSchema>>;

export const initialGeminiSettings: GeminiSettings = {
  requestsPerMinute: 30_000,
  sayRetryInfo: true,
  dayUsedUp: false,
  revokedKeys: [],
  blockPrompt: null,
  finishReason: null,
};
