import { z } from 'zod';

/** Limits as docs.pinecone.io ("Object limits", "Rate limits") has them for the plan Standard. */
export interface PineconeSettings {
  /** How long a write takes until queries, fetches and statistics show it. */
  lagMs: number;
  /** How long a new index initialises. */
  readyAfterMs: number;
  maxIndexes: number;
  maxNamespaces: number;
  /** For each namespace and kind of call. */
  requestsPerSecond: number;
  /** Keys that are refused although they have the right form. */
  revokedKeys: string[];
}

export const pineconeDefaults: PineconeSettings = {
  lagMs: 0,
  readyAfterMs: 0,
  maxIndexes: 20,
  maxNamespaces: 100_000,
  requestsPerSecond: 100,
  revokedKeys: [],
};

export const pineconeSettingsPatchSchema = z.strictObject({
  lagMs: z.int().min(0).optional(),
  readyAfterMs: z.int().min(0).optional(),
  maxIndexes: z.int().min(0).optional(),
  maxNamespaces: z.int().min(0).optional(),
  requestsPerSecond: z.int().min(1).optional(),
  revokedKeys: z.array(z.string()).optional(),
});
