import type { DemoMessage } from './demo-messages.ts';
import type { DemoChannel, DemoPlatform } from './demo-tenants.ts';

type Told = Pick<DemoMessage, 'personId' | 'name' | 'text' | 'isPublic'> & { readonly timestamp: number };

/** How each simulated platform is told that somebody writes (simulators/README.md). */
const TELL: Readonly<Record<DemoPlatform, (accountId: string, message: Told) => object>> = {
  FACEBOOK: (pageId, { personId: psid, name, text, timestamp }) => ({ pageId, psid, name, text, timestamp }),
  INSTAGRAM: (accountId, { personId: igsid, name, text, timestamp }) => ({ accountId, igsid, name, text, timestamp }),
  X: (accountId, { isPublic, ...message }) => ({ accountId, kind: isPublic ? 'mention' : 'dm', ...message }),
  LINKEDIN: (accountId, { personId: memberId, text, timestamp }) => ({
    organizationId: accountId.split(':').at(-1),
    memberId,
    text,
    timestamp,
  }),
};

/** A person writes to the account on the simulated platform, which then calls our webhook: the whole way, from its first step. */
export async function playMessage(simulatorsUrl: string, { platform, accountId }: DemoChannel, message: Told): Promise<void> {
  const response = await fetch(`${simulatorsUrl}/${platform.toLowerCase()}/_inbound`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(TELL[platform](accountId, message)),
  });
  if (!response.ok) throw new Error(`the simulated ${platform} refused a demo message: ${await response.text()}`);
}
