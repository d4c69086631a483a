import { z } from 'zod';

/** What `PUT /_settings` changes, key by key; the rest stays. */
export const metaSettingsPatchSchema = z
  .strictObject({
    webhookUrl: z.url(),
    appSecret: z.string().min(1),
    verifyToken: z.string().min(1),
    /** Send echoes of applied sends. */
    echoes: z.boolean(),
    echoDelayMs: z.int().min(0),
    /** Send delivery receipts for applied sends; Instagram has none. */
    deliveryReceipts: z.boolean(),
    /** An account that never subscribed gets nothing. Off, so that no set-up is needed. */
    requireSubscription: z.boolean(),
    /** Accounts whose token has been taken back (190/460), has ended (190/463), or whose sending Meta restricts (10/1893063). */
    revokedAccounts: z.array(z.string()),
    expiredAccounts: z.array(z.string()),
    restrictedAccounts: z.array(z.string()),
    /** Persons who cannot be written to (551/1545041). */
    unavailablePersons: z.array(z.string()),
    accountNames: z.record(z.string(), z.string()),
    /** Another application is subscribed to these fields of every account; empty: there is none. */
    otherAppFields: z.array(z.string()),
    /** For one account each; null: no limit. */
    sendsPerSecond: z.int().min(1).nullable(),
    conversationCallsPerSecond: z.int().min(1).nullable(),
  })
  .partial();

export type MetaSettings = Required<z.output<typeof metaSettingsPatchSchema>>;

export interface MetaOptions {
  webhookUrl: string;
  appSecret: string;
  verifyToken: string;
}

export function initialMetaSettings(options: MetaOptions): MetaSettings {
  return {
    ...options,
    echoes: true,
    echoDelayMs: 0,
    deliveryReceipts: false,
    requireSubscription: false,
    revokedAccounts: [],
    expiredAccounts: [],
    restrictedAccounts: [],
    unavailablePersons: [],
    accountNames: {},
    otherAppFields: [],
    // texts: 300 a second (Meta's page "Rate limiting"); conversations: 2, which is set where a test is about it
    sendsPerSecond: 300,
    conversationCallsPerSecond: null,
  };
}
