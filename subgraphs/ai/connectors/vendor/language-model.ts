import type { Usage } from './vendor-failure.ts';

export interface Prompt {
  /** Our rules, written by us alone. */
  readonly rules: string;
  /** What the rules are about: other people's words, fenced (fence-material.ts). */
  readonly material: string;
  /** Name and JSON schema of the answer: every property required, no others. */
  readonly answerName: string;
  readonly answerSchema: Readonly<Record<string, unknown>>;
  readonly maxOutputTokens: number;
}

/** A vendor's model, asked once. Rejects with a VendorFailure for whatever is not a whole answer. */
export interface LanguageModel {
  readonly provider: string;
  readonly model: string;
  write(prompt: Prompt, signal: AbortSignal, timeoutMs: number): Promise<{ readonly text: string; readonly usage: Usage }>;
}
