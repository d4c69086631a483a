import type { Random } from '../harness/seeded-random.ts';
import { QueuedAnswers } from '../language-model/queued-answers.ts';
import { RateLimit } from '../language-model/rate-limit.ts';
import { OpenAiError } from './openai-error.ts';
import { initialOpenAiSettings, type OpenAiSettings } from './openai-settings.ts';

/** One account: its limits, and what the next answers are to be. */
export class OpenAiWorld {
  #settings: OpenAiSettings = initialOpenAiSettings;
  readonly queued = new QueuedAnswers();
  readonly requests = new RateLimit(initialOpenAiSettings.requestsPerMinute);
  readonly tokens = new RateLimit(initialOpenAiSettings.tokensPerMinute);

  constructor(readonly random: Random) {}

  get settings(): OpenAiSettings {
    return this.#settings;
  }

  change(patch: Partial<OpenAiSettings>): void {
    this.#settings = { ...this.#settings, ...patch };
    this.requests.setLimit(this.#settings.requestsPerMinute);
    this.tokens.setLimit(this.#settings.tokensPerMinute);
  }

  spendRequest(): void {
    if (this.#settings.noCredit)
      throw new OpenAiError(429, 'You exceeded your current quota, please check your plan and billing details.', {
        type: 'insufficient_quota',
        code: 'insufficient_quota',
      });
    if (!this.requests.take(1)) throw this.#rateLimited('requests', 'requests per min (RPM)', this.requests, 1);
  }

  spendTokens(count: number): void {
    if (!this.tokens.take(count)) throw this.#rateLimited('tokens', 'tokens per min (TPM)', this.tokens, count);
  }

  /** On every answer (recorded). */
  limitHeaders(): Record<string, string> {
    return {
      'x-ratelimit-limit-requests': String(this.requests.limit),
      'x-ratelimit-remaining-requests': String(this.requests.remaining),
      'x-ratelimit-reset-requests': duration(this.requests.resetMs),
      'x-ratelimit-limit-tokens': String(this.tokens.limit),
      'x-ratelimit-remaining-tokens': String(this.tokens.remaining),
      'x-ratelimit-reset-tokens': duration(this.tokens.resetMs),
    };
  }

  #rateLimited(type: string, name: string, limit: RateLimit, asked: number): OpenAiError {
    const waitMs = limit.waitMs(asked);
    const used = limit.limit - limit.remaining;
    const message = `Rate limit reached in organization org-sim on ${name}: Limit ${limit.limit}, Used ${used}, Requested ${asked}. Please try again in ${duration(waitMs)}.`;
    const headers = { 'retry-after': String(Math.ceil(waitMs / 1_000)), 'retry-after-ms': String(waitMs) };
    return new OpenAiError(429, message, {
      type,
      code: 'rate_limit_exceeded',
      headers: this.#settings.sayRetryAfter ? headers : {},
    });
  }
}

/** As Go writes it: `120ms`, `8.64s`, `6m0s`. */
function duration(ms: number): string {
  if (ms === 0) return '0s';
  if (ms < 1_000) return `${ms}ms`;
  return ms < 60_000 ? `${ms / 1_000}s` : `${Math.floor(ms / 60_000)}m${(ms % 60_000) / 1_000}s`;
}
