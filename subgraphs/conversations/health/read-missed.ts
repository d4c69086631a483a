import type { Tx } from '#kernel/messaging/transaction.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import type { ConnectedAccount, InboundReadBack, PlatformConnector } from '../connectors/platform-connector.ts';
import { dropOldCorrections } from '../inbound/early-corrections.ts';
import { storeInbound } from '../inbound/store-inbound.ts';
import { type ChannelState, type HealthChange, writeHealth } from './channel-state.ts';
import type { HealthTimes } from './health-times.ts';
import { raise } from './mark-health.ts';

/** Platforms' clocks differ from ours, and a message may be stored by them after a later one. */
const OVERLAP_MS = 5 * 60_000;
/** What is older is answered by nobody any more. */
const FURTHEST_MS = 7 * 24 * 3_600_000;
/** What a platform gave to go on with may be good for nothing later: then the reading begins anew. */
const REST_GOOD_MS = 3_600_000;

/**
 * Asks the platform what came in and stores what is not known, as if its webhook had come. Answers how many those were, null where the
 * platform does not say. `isExpected`: the channel was not well, so that nobody is to wonder.
 */
export async function readMissed(
  ctx: Ctx,
  means: {
    readonly connector: PlatformConnector;
    readonly times: HealthTimes;
    readonly transaction: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  },
  state: ChannelState,
  account: ConnectedAccount,
  { isExpected, signal }: { readonly isExpected: boolean; readonly signal: AbortSignal },
): Promise<number | null> {
  const { connector, times, transaction } = means;
  const now = ctx.clock.now();
  const since = new Date(Math.max(state.readBackUntil.getTime() - OVERLAP_MS, now.getTime() - FURTHEST_MS));
  const until = new Date(now.getTime() - times.webhookGraceMs);
  const timeout = AbortSignal.timeout(times.readBackTimeoutMs);
  const restUntil = state.readBackRestUntil ?? until;
  const isGoingOn = state.readBackRest !== null && until.getTime() - restUntil.getTime() < REST_GOOD_MS;
  const given = isGoingOn ? state.readBackRest : null;
  const read = await connector.readInbound(account, since, AbortSignal.any([signal, timeout]), given);
  const { messages } = read;
  // a younger one's webhook may be under way: the next reading has it
  const due = messages?.filter(({ sentAt }) => sentAt <= until) ?? [];
  return transaction(async (tx) => {
    await writeHealth(tx, state, progressOf(read, now, isGoingOn ? restUntil : until));
    await dropOldCorrections(tx);
    if (messages === null) return null;
    const routed = due.map((item) => ({ item, channelId: state.id, platform: state.platform, receivedAt: now }));
    const count = await storeInbound(tx, routed, () => connector);
    if (count > 0) {
      raise(tx, state, {
        severity: isExpected ? 'INFO' : 'WARNING',
        code: 'CHANNEL_MISSED_MESSAGES',
        title: 'Messages were fetched from the platform whose webhooks never came. They are answered now.',
        detail: { count },
      });
    }
    return count;
  });
}

/** What is read in pieces goes on at the next look, and all is known only when the last piece is: up to when the first one was asked for. */
function progressOf(read: InboundReadBack, now: Date, until: Date): HealthChange {
  if (read.messages === null) return { readBackAt: now };
  if (read.rest === undefined) return { readBackAt: now, readBackUntil: until, readBackRest: null, readBackRestUntil: null };
  return { readBackAt: null, readBackRest: read.rest, readBackRestUntil: until };
}
