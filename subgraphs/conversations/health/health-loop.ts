import type { Loop } from '#kernel/runtime/define-subgraph.ts';
import type { PlatformContext } from '#kernel/runtime/platform-context.ts';
import type { PlatformConnector } from '../connectors/platform-connector.ts';
import type { Platform } from '../platform.ts';
import { checkChannel } from './check-channel.ts';
import { checkAgainIn, claimDueChannels, type DueChannel } from './due-channels.ts';
import type { HealthTimes } from './health-times.ts';

export const HEALTH = 'conversations.channel-health';

/** Looked at side by side: one platform that hangs holds up no other channel for longer than its timeout. */
const AT_ONCE = 16;
const IDLE_MS = 5000;

/** The heartbeat of all channels. What fails for one is logged, and the others go on. */
export function healthLoop(connectors: ReadonlyMap<Platform, PlatformConnector>, times: HealthTimes): Loop {
  let startedAt: Date | undefined;
  const look = async (context: PlatformContext, since: Date, due: DueChannel, signal: AbortSignal): Promise<void> => {
    const { tenant, channelId } = due;
    try {
      if (!(await context.learn(tenant))) return;
      const ctx = context.enter(tenant, { kind: 'system', id: HEALTH, scopes: new Set() });
      const means = {
        connectors,
        times,
        startedAt: since,
        transaction: <T>(work: Parameters<typeof context.transaction<T>>[1]) => context.transaction(ctx, work),
      };
      const waitMs = await checkChannel(ctx, means, channelId, signal);
      if (waitMs > 0) await checkAgainIn(context, due, waitMs);
    } catch (error) {
      context.logger.error({ err: error, tenant, channel: channelId }, 'a channel could not be looked at');
    }
  };
  return {
    name: HEALTH,
    idleMs: IDLE_MS,
    async step(context, signal) {
      startedAt ??= context.clock.now();
      const since = startedAt;
      const due = await claimDueChannels(context, times.everyMs, AT_ONCE);
      await Promise.all(due.map((one) => look(context, since, one, signal)));
      return due.length === AT_ONCE;
    },
  };
}
