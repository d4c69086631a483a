import type { Random } from '../harness/seeded-random.ts';
import { RecordStore } from './record-store.ts';
import { initialSalesforceSettings, type SalesforceSettings } from './salesforce-settings.ts';
import { Sessions } from './sessions.ts';

const dayMs = 86_400_000;

export class SalesforceWorld {
  readonly records: RecordStore;
  readonly sessions: Sessions;
  settings: SalesforceSettings = initialSalesforceSettings;
  readonly #random: Random;
  #day = today();

  constructor(random: Random) {
    this.#random = random;
    this.records = new RecordStore(random);
    this.sessions = new Sessions(random);
  }

  /** Whether somebody else holds the row that is about to be written. */
  meetsLock(): boolean {
    const { lockedShare } = this.settings;
    return lockedShare > 0 && this.#random.next() < lockedShare;
  }

  /** Counts one call against the day's limit; false when the day's calls are used up. */
  countCall(): boolean {
    if (this.#day !== today()) this.settings = { ...this.settings, usedToday: 0 };
    this.#day = today();
    if (this.settings.usedToday >= this.settings.dailyLimit) return false;
    this.settings = { ...this.settings, usedToday: this.settings.usedToday + 1 };
    return true;
  }
}

function today(): number {
  return Math.floor(Date.now() / dayMs);
}
