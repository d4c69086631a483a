import type { Ctx } from '../tenancy/context.ts';
import type { EventContract, NewEvent } from './event-contract.ts';

/** Collects what a transaction publishes; written by one statement just before the commit. */
export interface Outbox {
  add(contract: EventContract, event: NewEvent<EventContract>): void;
}

/** A `Ctx` inside a transaction: the only thing that can publish, so that an event never exists without its change. */
export interface Tx extends Ctx {
  readonly outbox: Outbox;
}

/** Publishes with the change, or not at all. */
export function publish<C extends EventContract>(tx: Tx, contract: C, event: NewEvent<C>): void {
  tx.outbox.add(contract, event as unknown as NewEvent<EventContract>);
}
