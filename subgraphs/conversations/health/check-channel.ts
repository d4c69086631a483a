import type { Tx } from '#kernel/messaging/transaction.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { openAccount } from '../channel/open-account.ts';
import type { ConnectedAccount, PlatformConnector } from '../connectors/platform-connector.ts';
import type { Platform } from '../platform.ts';
import { type ChannelState, readChannelState, writeHealth } from './channel-state.ts';
import type { HealthTimes } from './health-times.ts';
import { markUnwell, markWell, raise } from './mark-health.ts';
import { readMissed } from './read-missed.ts';
import { isDue, renewCredentials } from './renew-credentials.ts';
import { isUnusuallySilent, learnSilence } from './rhythm.ts';

export interface HealthMeans {
  readonly connectors: ReadonlyMap<Platform, PlatformConnector>;
  readonly times: HealthTimes;
  /** What came in before may have been missed: nobody listened. */
  readonly startedAt: Date;
  readonly transaction: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
}

/** A platform that limits our questions is asked again after this at the latest, whatever it says. */
const MAX_LIMITED_MS = 3_600_000;

/** Answers in how many milliseconds to look again at one that is not well: soon, and less and less often where that goes on. */
function againInMs({ recheckMs, maxRecheckMs }: HealthTimes, { failedChecks }: ChannelState): number {
  return Math.min(maxRecheckMs, recheckMs * 2 ** Math.max(0, failedChecks - 1));
}

/** One look at a channel. Answers in how many milliseconds the next one is to be; 0: as of all channels. */
export async function checkChannel(ctx: Ctx, means: HealthMeans, channelId: string, signal: AbortSignal): Promise<number> {
  const state = await readChannelState(ctx, channelId);
  if (!state) return 0;
  const connector = means.connectors.get(state.platform);
  if (!connector) throw new Error(`There is no connector of ${state.platform}.`);
  const account = await currentAccount(ctx, means, state, connector, signal);
  if (account === 'busy') return againInMs(means.times, state);
  if (account === null) return 0;

  const brief = () => AbortSignal.any([signal, AbortSignal.timeout(means.times.timeoutMs)]);
  const health = await connector.checkHealth(account, brief());
  if (health.kind === 'unavailable' && health.limitedForMs !== undefined) {
    // it is there, and says nothing of the channel: to ask on would take calls away from the replies
    ctx.logger.warn({ channel: channelId, reason: health.error }, 'a channel could not be looked at for a limit of the rate');
    return Math.min(Math.max(health.limitedForMs, means.times.everyMs), MAX_LIMITED_MS);
  }
  if (health.kind === 'unavailable' && state.failedChecks === 0) {
    // once is nothing yet: a connection that breaks, a platform that is restarted
    await means.transaction((tx) => writeHealth(tx, state, { failedChecks: 1 }));
    return againInMs(means.times, state);
  }
  if (health.kind !== 'verified') {
    await means.transaction((tx) => markUnwell(tx, state, health));
    // a subscription that the platform ended is made again; whether that helped, the next look says
    if (health.kind === 'refused') {
      const made = await connector.subscribe(account, brief());
      ctx.logger.info({ channel: channelId, made: made.kind }, 'a channel is subscribed again');
    }
    return againInMs(means.times, state);
  }
  if (state.isDegraded || state.failedChecks > 0) await means.transaction((tx) => markWell(tx, state));
  await listenBack(ctx, { ...means, connector }, state, account, signal);
  return connector.minCheckMs ?? 0;
}

/** With a renewed credential where it is time; null where there is none any more. */
async function currentAccount(
  ctx: Ctx,
  { times, transaction }: HealthMeans,
  state: ChannelState,
  connector: PlatformConnector,
  signal: AbortSignal,
): Promise<ConnectedAccount | 'busy' | null> {
  const account = await openAccount(ctx, state.id, state.accountId, state.sealedCredentials);
  if (account === null || !isDue(connector, account, ctx.clock.now())) return account;
  const timeout = AbortSignal.any([signal, AbortSignal.timeout(times.timeoutMs)]);
  const renewed = await transaction((tx) => renewCredentials(tx, state, connector, timeout));
  if (renewed.kind === 'account') return renewed.account;
  // it may be good for a while yet
  return renewed.kind === 'refused' ? null : account;
}

/** Reads back what came in when it is time, after a silence of ours, and in an unusual one of the platform's. */
async function listenBack(
  ctx: Ctx,
  means: HealthMeans & { readonly connector: PlatformConnector },
  state: ChannelState,
  account: ConnectedAccount,
  signal: AbortSignal,
): Promise<void> {
  const { times, startedAt, transaction } = means;
  const now = ctx.clock.now();
  const rhythm = learnSilence(state.rhythm, state.lastInboundAt);
  const isSilent = isUnusuallySilent(rhythm, state.lastInboundAt, now, times);
  const { readBackAt } = state;
  const isStarting = readBackAt === null || readBackAt < startedAt;
  const isTime = isStarting || now.getTime() - readBackAt.getTime() >= times.readBackEveryMs;
  const isExpected = state.isDegraded || isStarting;
  const missed =
    isTime || isSilent || state.isDegraded ? await readMissed(ctx, means, state, account, { isExpected, signal }) : 0;
  if (rhythm === state.rhythm && !isSilent) return;
  await transaction(async (tx) => {
    await writeHealth(tx, state, { rhythm: isSilent ? { ...rhythm, toldOf: state.lastInboundAt } : rhythm });
    // what was missed explains it, and was told already
    if (isSilent && !missed) {
      raise(tx, state, {
        severity: 'INFO',
        code: 'CHANNEL_QUIET',
        title: 'Nothing has come in on a channel for longer than is usual at this hour. The platform says that all is well.',
        detail: { lastInboundAt: state.lastInboundAt?.toISOString() ?? '' },
      });
    }
  });
}
