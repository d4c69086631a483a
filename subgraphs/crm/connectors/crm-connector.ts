import type { CrmKind } from '../connection/crm-kind.ts';
import type { CrmStanding } from '../standing/crm-standing.ts';

/** A connection as a connector needs it. The credentials are what `parseCredentials` answered. */
export interface CrmAccount {
  readonly connectionId: string;
  readonly credentials: CrmCredentials;
  readonly fieldMapping: FieldMapping;
}

/** Opaque to everybody but its connector. Never logged, never answered. */
export type CrmCredentials = Readonly<Record<string, string>>;

/** Our name of a fact about a lead -> the CRM's field, null where the fact is not sent. */
export type FieldMapping = Readonly<Record<string, string | null>>;

/** A lead as every CRM is told of it; the connector turns it into its own fields. */
export interface CrmLead {
  readonly leadId: string;
  readonly contactId: string;
  /** Whether this connection has written it before. */
  readonly isNew: boolean;
  /** Its name became known after it was written: one that a person has entered at the CRM meanwhile stays. */
  readonly isNameLate: boolean;
  /** An attempt before this one may have written it, or taken a record of its person for it, without our hearing of it. */
  readonly isRepeated?: boolean;
  readonly platform: string;
  readonly tier: 'HOT' | 'WARM' | 'COLD';
  readonly points: number;
  readonly stage: string;
  /** Names of the signals behind the score; null where they are not known. */
  readonly signals: readonly string[] | null;
  readonly displayName: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly company: string | null;
}

/** What stays as people entered it on a record that was theirs before it became a lead's. (A name has its own rule: `isNameLate`.) */
export const KEPT_FACTS = ['company', 'email', 'phone'] as const satisfies readonly (keyof CrmLead)[];
export type KeptFact = (typeof KEPT_FACTS)[number];

export interface CrmActivityRecord {
  /** Ours; the same one again changes the record that stands and makes no second. */
  readonly activityId: string;
  /** The CRM's id of the lead. */
  readonly leadExternalId: string;
  /** Whether its lead is HOT: what is left of a quota is kept for those. */
  readonly isHot: boolean;
  readonly subject: string;
  readonly text: string;
  readonly at: Date;
}

/** What the CRM says of how much of its quota is used, from 0 to 1; null where it did not say. */
export interface Usage {
  readonly quotaUsed: number | null;
}

/**
 * Expected refusals. Their `error` is shown to the team and kept in clear, so it holds codes and names of fields and never a value.
 * - conflict: the CRM has a record that a person must sort out (duplicates, a converted lead).
 * - rejected: it will not take this record as it is, now or later.
 * - gone: what the record hangs on is no longer there.
 * - unauthorized: the credentials are dead.
 * - limited: the quota is used up; nothing is asked before `retryAfterMs` have passed.
 */
export type Refusal =
  | { readonly kind: 'conflict'; readonly error: string }
  | { readonly kind: 'rejected'; readonly error: string }
  | { readonly kind: 'gone'; readonly error: string }
  | { readonly kind: 'unauthorized'; readonly error: string }
  | { readonly kind: 'limited'; readonly error: string; readonly retryAfterMs: number };

export type LeadOutcome =
  | ({
      readonly kind: 'done';
      readonly externalId: string;
      readonly url: string;
      /** A late name was not written: the CRM has another one from a person. */
      readonly keptName: boolean;
      /** The record was somebody's before it became this lead's, and these they had entered: nobody writes them from then on. */
      readonly keptFacts?: readonly KeptFact[];
    } & Usage)
  | Refusal;
export type ActivityOutcome = ({ readonly kind: 'done'; readonly externalId: string } & Usage) | Refusal;
export type Verification =
  /** `accountId`: which account the credentials are for. Not there where ids of one mean nothing in another. */
  | { readonly kind: 'ok'; readonly accountId?: string }
  /** `fault` says which of the two the caller has to mend. */
  | { readonly kind: 'refused'; readonly fault: 'credentials' | 'fieldMapping'; readonly error: string };

/** From this share of the quota on, what is left of it is kept for hot leads: others are `limited`. */
export const SCARCE_FROM = 0.9;

/** A record as it is written: by the CRM's names of fields. */
export type CrmValues = Readonly<Record<string, string | number>>;

/** A lead whose record is to be looked up. */
export interface SoughtLead {
  readonly leadId: string;
  /** The CRM's id of it as the link has it; null where none was written. */
  readonly externalId: string | null;
  readonly email: string | null;
}

/** A lead as the CRM has it. */
export interface CrmRecord {
  readonly leadId: string;
  readonly externalId: string;
  /**
   * What stands in the fields that the mapping names, in the mapping's spelling; null in a field without a value. Null as a whole where
   * the record is no longer ours to write (a converted lead), so that there is nothing to compare.
   */
  readonly values: Readonly<Record<string, string | number | null>> | null;
  /** External ids of other records of the same person, by our id or by e-mail address. */
  readonly doubles: readonly string[];
  readonly standing: CrmStanding;
}

/** How many leads one `readLeads` is asked for at most. */
export const READ_AT_ONCE = 100;

/** A lead without a record is not among `records`. */
export type ReadLeads = ({ readonly kind: 'read'; readonly records: readonly CrmRecord[] } & Usage) | Refusal;

/**
 * A CRM. Every call may be repeated: it writes by ids of ours. What may pass by itself (network, a 5xx, a locked row, an answer that is
 * none) is thrown as TransientError. All adapters pass `crm-connector.contract.ts`.
 */
export interface CrmConnector {
  readonly kind: CrmKind;
  /** Null when the value is not of the shape that this CRM needs. */
  parseCredentials(value: unknown): CrmCredentials | null;
  /** The whole mapping, with what was given over the usual fields. Throws BAD_USER_INPUT at `field`. */
  parseFieldMapping(value: unknown, field: string): FieldMapping;
  /** Whether the credentials are accepted and the CRM has every field that is written. Changes nothing there. */
  verify(account: CrmAccount, signal?: AbortSignal): Promise<Verification>;
  /** As `verify`, and makes what is missing in the CRM where it can and may: for a connection that is about to be saved. */
  prepare(account: CrmAccount, signal?: AbortSignal): Promise<Verification>;
  /** The record that `upsertLead` would write now; a new lead's with the fill-ins. Asks nobody. */
  preview(mapping: FieldMapping, lead: CrmLead): CrmValues;
  /** One record in, one outcome out: calls that come together may go out as one. A failure of one is no other's. */
  upsertLead(account: CrmAccount, lead: CrmLead, signal?: AbortSignal): Promise<LeadOutcome>;
  logActivity(account: CrmAccount, activity: CrmActivityRecord, signal?: AbortSignal): Promise<ActivityOutcome>;
  /** Puts another text into an activity that stands, by the CRM's id of it. Absent where `logActivity` does so by ours. */
  rewriteActivity?(
    account: CrmAccount,
    externalId: string,
    activity: CrmActivityRecord,
    signal?: AbortSignal,
  ): Promise<ActivityOutcome>;
  /** What the CRM has of these leads: at most `READ_AT_ONCE` of them. */
  readLeads(account: CrmAccount, leads: readonly SoughtLead[], signal?: AbortSignal): Promise<ReadLeads>;
  /** Drops what is kept in memory of a connection. */
  forget(connectionId: string): void;
}
