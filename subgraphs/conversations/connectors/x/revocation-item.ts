import type { InboundRevocation } from '../inbound-item.ts';

export const revocationItem = (accountId: string, at: Date): InboundRevocation => ({
  kind: 'revocation',
  accountId,
  error: 'The account took its consent back from the X app. Connect it again with new credentials.',
  at,
});
