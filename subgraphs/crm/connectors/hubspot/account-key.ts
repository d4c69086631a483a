import { createHash } from 'node:crypto';
import type { CrmAccount } from '../crm-connector.ts';

/** A connection with its credentials: what is kept of it in memory holds for these alone. */
export const accountKey = ({ connectionId, credentials }: CrmAccount): string =>
  `${connectionId}/${createHash('sha256').update(JSON.stringify(credentials)).digest('base64')}`;
