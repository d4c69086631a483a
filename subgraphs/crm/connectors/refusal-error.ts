import { PermanentError, TransientError } from '#kernel/errors/delivery-error.ts';
import type { Refusal } from './crm-connector.ts';

/** The error with which a delivery ends that a CRM refused. */
export const refusalError = (refusal: Refusal, what: 'lead' | 'activity'): Error => {
  if (refusal.kind !== 'limited') return new PermanentError('REJECTED_BY_CRM', `The CRM refuses the ${what} (${refusal.error}).`);
  // a quota that is used up is no failure of this event: it waits as long as that takes
  const options = { retryAfterMs: refusal.retryAfterMs, unlimited: true };
  return new TransientError(`The CRM's quota is used up (${refusal.error}).`, options);
};
