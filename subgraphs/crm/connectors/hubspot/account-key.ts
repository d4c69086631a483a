import { accountFingerprint } from '../account-fingerprint.ts';
import type { CrmAccount } from '../crm-connector.ts';

/** A connection with its credentials: what is kept of it in memory holds for these alone. */
export const accountKey = (account: CrmAccount): string => `${account.connectionId}/${accountFingerprint(account)}`;
