import type { z } from 'zod';

/** Where and what kind, never the value nor a key that is not ours: they may be a person's. */
export const faultReason = (error: z.ZodError): string =>
  error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.map(String).join('.') || 'it'} (${issue.code})`)
    .join(', ');
