import type { Loop } from '#kernel/runtime/define-subgraph.ts';
import type { InboxDue } from './inbox-due.ts';
import { keepInbox } from './keep-inbox.ts';

export const INBOX = 'conversations.inbox';

/** What ends by the clock, snoozes and looks, of all tenants: one statement where nothing does. */
export const inboxLoop = (inbox: InboxDue): Loop => ({
  name: INBOX,
  idleMs: 5_000,
  step: async (platform, signal) => {
    for (const { tenant, until } of await inbox.due(platform.clock.now())) {
      if (signal.aborted) return false;
      try {
        if (await platform.learn(tenant)) {
          const ctx = platform.enter(tenant, { kind: 'system', id: INBOX, scopes: new Set() });
          await platform.transaction(ctx, (tx) => keepInbox(tx, inbox));
        }
        await inbox.seenTo(tenant, until);
      } catch (error) {
        // its times stand, and it is tried again with the next look
        platform.logger.error({ err: error, tenant }, 'an inbox could not be seen to');
      }
    }
    return false;
  },
});
