import type { StoredEvent } from './stored-event.ts';

/** One delivery under way: the event in front of a slot, held by a token that nobody else has. */
export interface Lease {
  readonly consumer: string;
  /** Tenant and key: `<tenant>:<key>`. */
  readonly slotKey: string;
  readonly token: string;
  readonly attempt: number;
  readonly seq: string;
  readonly event: StoredEvent;
}
