import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { CrmAccount } from '../crm-connector.ts';
import { accountKey } from './account-key.ts';
import { type Caller, callHubspot, type HubspotAnswer, type HubspotOffice } from './call-hubspot.ts';

const detailsSchema = z.object({
  portalId: z.int(),
  timeZone: z.string().optional(),
  uiDomain: z
    .string()
    .regex(/^[a-z0-9.-]+$/)
    .default('app.hubspot.com'),
});
export type AccountDetails = z.output<typeof detailsSchema>;

const DAY_MS = 86_400_000;
/** For an account whose time zone nobody said. */
const UNKNOWN_DAY_MS = 3_600_000;
/** The other side's clock is not ours. */
const MARGIN_MS = 60_000;

/** What HubSpot says of the account itself, asked once a connection. */
export class HubspotAccounts {
  readonly #details = new LRUCache<string, AccountDetails>({ max: 1000 });
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  async read(office: HubspotOffice, caller: Caller): Promise<HubspotAnswer<AccountDetails>> {
    const key = accountKey(caller.account);
    const known = this.#details.get(key);
    if (known) return { kind: 'answered', value: known, quotaUsed: null };
    const answer = await callHubspot(office, caller, { perform: (api) => api.readAccount(), schema: detailsSchema });
    if (answer.kind === 'answered') this.#details.set(key, answer.value);
    return answer;
  }

  /** The calls of a day are counted until midnight of the account's time zone (usage guidelines). */
  untilNextDayMs(account: CrmAccount): number {
    const timeZone = this.#details.get(accountKey(account))?.timeZone;
    const passed = timeZone === undefined ? null : sinceMidnightMs(timeZone, this.#now());
    return passed === null ? UNKNOWN_DAY_MS : DAY_MS - passed + MARGIN_MS;
  }

  forgetConnection(connectionId: string): void {
    for (const key of [...this.#details.keys()]) if (key.startsWith(`${connectionId}/`)) this.#details.delete(key);
  }
}

/** Null for a zone that this Node does not know. On the day of a change of the clock it is an hour off. */
function sinceMidnightMs(timeZone: string, nowMs: number): number | null {
  try {
    const parts = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    })
      .formatToParts(nowMs)
      .map(({ type, value }) => [type, Number(value)] as const);
    const { hour = 0, minute = 0, second = 0 } = Object.fromEntries(parts);
    return ((hour * 60 + minute) * 60 + second) * 1_000;
  } catch {
    return null;
  }
}
