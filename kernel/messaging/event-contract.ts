import type { z } from 'zod';

/**
 * One event: a fact in the past tense. `data` is in clear (ids, kinds, revisions, scores), `personal` is what belongs to a person
 * and is sealed under that person's key wherever the event is kept or carried.
 */
export interface EventContract<Data extends z.ZodType = z.ZodType, Personal extends z.ZodType = z.ZodType> {
  readonly type: string;
  readonly version: number;
  readonly data: Data;
  readonly personal: Personal | null;
}

export function defineEvent<Data extends z.ZodType, Personal extends z.ZodType = z.ZodNever>(contract: {
  type: string;
  version: number;
  data: Data;
  personal?: Personal;
}): EventContract<Data, Personal> {
  return { ...contract, personal: contract.personal ?? null };
}

export type DataOf<C> = C extends EventContract<infer D, z.ZodType> ? z.output<D> : never;
export type PersonalOf<C> = C extends EventContract<z.ZodType, infer P> ? z.output<P> : never;

/** `fast` has slots of its own, so that a hot lead's message waits behind no backlog. */
export type Lane = 'fast' | 'standard';

/** What a use case hands to `publish`. */
export interface NewEvent<C extends EventContract> {
  /** Events of one key are handled in the order of their commits, by each consumer on its own. */
  readonly key: string;
  readonly lane?: Lane;
  readonly data: DataOf<C>;
  /** The person whose key seals `personal`; required exactly when the contract has a personal part. */
  readonly subjectId?: string;
  readonly personal?: PersonalOf<C>;
}

/** What a consumer receives. `personal` is null when the person was erased meanwhile. */
export interface ReceivedEvent<C extends EventContract> {
  readonly id: string;
  readonly type: string;
  readonly key: string;
  readonly lane: Lane;
  readonly publishedAt: Date;
  readonly data: DataOf<C>;
  readonly subjectId: string | null;
  readonly personal: PersonalOf<C> | null;
}
