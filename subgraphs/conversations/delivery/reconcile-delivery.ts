import { TransientError } from '#kernel/errors/delivery-error.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { ConnectedAccount, PlatformConnector, SentMessage } from '../connectors/platform-connector.ts';
import type { Post } from './delivery-job.ts';

export interface ReconcileTimes {
  /** How long a post may be under way: until then nothing can be concluded. */
  readonly postTimeoutMs: number;
  /** After the timeout, how long a platform may take to show a message that it took. */
  readonly graceMs: number;
  /** After the post began, when we stop asking. */
  readonly giveUpAfterMs: number;
}

export type Reconciled =
  | { readonly kind: 'found'; readonly platformMessageId: string }
  | { readonly kind: 'not-applied' }
  | { readonly kind: 'uncertain'; readonly error: string };

/** A platform's clock may be behind ours, and Graph cuts its times to whole seconds. */
const CLOCK_SKEW_MS = 5000;
const ASK_AGAIN_MS = 1000;

/**
 * Finds out what became of a post whose answer was never seen. Nothing is posted here. Throws a `TransientError` while it is too early
 * to tell; an echo that arrives meanwhile ends the waiting, because the delivery is SENT at the next attempt.
 */
export async function reconcileDelivery(
  ctx: Ctx,
  connector: PlatformConnector,
  target: { readonly account: ConnectedAccount | null; readonly personId: string },
  post: Post,
  times: ReconcileTimes,
  signal: AbortSignal,
): Promise<Reconciled> {
  if (post.provedAs !== null) return { kind: 'found', platformMessageId: post.provedAs };
  const sinceMs = ctx.clock.now().getTime() - post.startedAt.getTime();
  if (sinceMs < times.postTimeoutMs) throw tooEarly(times.postTimeoutMs - sinceMs);
  const readBack =
    target.account === null
      ? { messages: null, error: 'The channel is disconnected.' }
      : await connector.readBack(
          target.account,
          { personId: target.personId, replyTo: post.replyTo },
          AbortSignal.any([signal, AbortSignal.timeout(times.postTimeoutMs)]),
        );
  if (readBack.messages === null) {
    ctx.logger.warn({ delivery: post.deliveryId, reason: readBack.error }, 'a post of unknown outcome could not be read back');
    if (sinceMs < times.giveUpAfterMs) throw tooEarly(times.giveUpAfterMs - sinceMs);
    return { kind: 'uncertain', error: 'The platform did not say whether it took the message.' };
  }
  const found = await ours(ctx, readBack.messages, post);
  if (found) return { kind: 'found', platformMessageId: found.platformMessageId };
  const waitedMs = times.postTimeoutMs + times.graceMs;
  if (sinceMs < waitedMs) throw tooEarly(waitedMs - sinceMs);
  return { kind: 'not-applied' };
}

const tooEarly = (ms: number): TransientError =>
  new TransientError('What became of a post is not known yet.', { unlimited: true, retryAfterMs: Math.min(ms, ASK_AGAIN_MS) });

/** The oldest message of the same text since the first post began that is not known to be another post of ours. */
async function ours(ctx: Ctx, messages: readonly SentMessage[], post: Post): Promise<SentMessage | null> {
  const text = post.texts[post.part] ?? '';
  const earliest = post.firstStartedAt.getTime() - CLOCK_SKEW_MS;
  const candidates = messages
    .filter((message) => message.createdAt.getTime() >= earliest && comparable(message.text) === comparable(text))
    .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  if (candidates.length === 0) return null;
  const schema = schemaOf(ctx.tenant);
  const { channelId } = post.thread;
  const ids = candidates.map((message) => message.platformMessageId);
  // the part under way has none yet, or nobody would ask
  const rows = await ctx.em.execute<{ platform_message_id: string }[]>(
    `select platform_message_id from ${schema}.delivery where channel_id = ? and platform_message_id in (?)
     union all select platform_message_id from ${schema}.delivery_part where channel_id = ? and platform_message_id in (?)`,
    [channelId, ids, channelId, ids],
  );
  const taken = new Set(rows.map((row) => row.platform_message_id));
  return candidates.find((message) => !taken.has(message.platformMessageId)) ?? null;
}

/** Platforms trim, and may compose accents otherwise than we sent them. */
const comparable = (text: string): string => text.normalize('NFC').replaceAll(/\s+/g, ' ').trim();
