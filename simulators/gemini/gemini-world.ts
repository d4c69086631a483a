import type { Random } from '../harness/seeded-random.ts';
import { QueuedAnswers } from '../language-model/queued-answers.ts';
import { RateLimit } from '../language-model/rate-limit.ts';
import { quotaExceeded } from './gemini-error.ts';
import { type GeminiSettings, initialGeminiSettings } from './gemini-settings.ts';

/** One project: its quota, and what the next answers are to be. */
export class GeminiWorld {
  #settings: GeminiSettings = initialGeminiSettings;
  readonly queued = new QueuedAnswers();
  readonly #requests = new RateLimit(initialGeminiSettings.requestsPerMinute);

  constructor(readonly random: Random) {}

  get settings(): GeminiSettings {
    return this.#settings;
  }

  change(patch: Partial<GeminiSettings>): void {
    this.#settings = { ...this.#settings, ...patch };
    this.#requests.setLimit(this.#settings.requestsPerMinute);
  }

  spendRequest(model: string): void {
    const { dayUsedUp, requestsPerMinute, sayRetryInfo } = this.#settings;
    if (dayUsedUp) throw quotaExceeded({ id: 'GenerateRequestsPerDayPerProjectPerModel-FreeTier', value: 20, model }, undefined);
    if (!this.#requests.take(1))
      throw quotaExceeded(
        { id: 'GenerateRequestsPerMinutePerProjectPerModel', value: requestsPerMinute, model },
        sayRetryInfo ? this.#requests.waitMs(1) : undefined,
      );
  }
}
