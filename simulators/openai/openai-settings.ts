import { z } from 'zod';

/** What `PUT /openai/_settings` changes, key by key; the rest stays. */
export const openAiSettingsPatchSchema = z
  .strictObject({
    requestsPerMinute: z.int().min(0),
    tokensPerMinute: z.int().min(0),
    /** Rate-limit answers say when to come back; without it only the reset headers do. */
    sayRetryAfter: z.boolean(),
    /** The account has no credit: every call answers 429 insufficient_quota. */
    noCredit: z.boolean(),
    /** Keys that worked and were withdrawn. */
    revokedKeys: z.array(z.string()),
    /** The model declines whatever holds this text; the empty text is in all of them. */
    refuse: z.string().nullable(),
    /** The filter holds back the answer to whatever holds this text. */
    filter: z.string().nullable(),
    /** Every answer ends after half. */
    truncate: z.boolean(),
    /** Tokens that a model takes with one call. */
    contextTokens: z.int().min(1),
  })
  .partial();

export type OpenAiSettings = Required<z.output<typeof openAiSettingsPatchSchema>>;

export const initialOpenAiSettings: OpenAiSettings = {
  requestsPerMinute: 30_000,
  tokensPerMinute: 30_000_000,
  sayRetryAfter: true,
  noCredit: false,
  revokedKeys: [],
  refuse: null,
  filter: null,
  truncate: false,
  contextTokens: 400_000,
};
