import { z } from 'zod';

/** What `PUT /salesforce/_settings` changes, key by key; the rest stays. */
export const salesforceSettingsPatchSchema = z
  .strictObject({
    /** Calls a day; the next one answers 403 REQUEST_LIMIT_EXCEEDED. */
    dailyLimit: z.int().min(0),
    usedToday: z.int().min(0),
    /** Every token is taken for expired, a fresh one too: the way into a client's endless refresh. */
    refuseAllSessions: z.boolean(),
    /** A lead whose e-mail address is known answers DUPLICATES_DETECTED, unless the call's header allows it. */
    duplicateRule: z.boolean(),
    /** By this chance a row that is written is locked by somebody else: UNABLE_TO_LOCK_ROW for it alone. */
    lockedShare: z.number().min(0).max(1),
    /** SPKI in PEM by client id: assertions of these clients must be signed with the matching key. */
    jwtPublicKeys: z.record(z.string(), z.string()),
  })
  .partial();

export type SalesforceSettings = Required<z.output<typeof salesforceSettingsPatchSchema>>;

export const initialSalesforceSettings: SalesforceSettings = {
  dailyLimit: 100_000,
  usedToday: 0,
  refuseAllSessions: false,
  duplicateRule: false,
  lockedShare: 0,
  jwtPublicKeys: {},
};
