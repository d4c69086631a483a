import { createHash } from 'node:crypto';
import type { CrmAccount } from './crm-connector.ts';

const known = new WeakMap<object, string>();

/** Tells credentials apart without holding them: what was learnt with one set says nothing of another. */
export function accountFingerprint({ credentials }: Pick<CrmAccount, 'credentials'>): string {
  let fingerprint = known.get(credentials);
  if (fingerprint === undefined) {
    fingerprint = createHash('sha256').update(JSON.stringify(credentials)).digest('base64');
    known.set(credentials, fingerprint);
  }
  return fingerprint;
}
