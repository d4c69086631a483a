import { TransientError } from '#kernel/errors/delivery-error.ts';
import type { Delivery, Settle } from '#kernel/messaging/consumer.ts';
import { publish, type Tx } from '#kernel/messaging/transaction.ts';
import { fullJitterDelayMs } from '#kernel/resilience/backoff.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { alertRaised } from '#schema/events/alert-raised.v1.ts';
import { credentialsAt } from '../channel/channel.entity.ts';
import { markChannelRefused, markChannelWell } from '../channel/mark-channel.ts';
import type { ConnectedAccount, PlatformConnector, RefusalReason, SendOutcome } from '../connectors/platform-connector.ts';
import { type AskedName, askName } from '../contact/ask-name.ts';
import { platformUserIdAt } from '../contact/contact.entity.ts';
import { recordName } from '../contact/record-name.ts';
import { textAt } from '../message/message.entity.ts';
import type { Platform } from '../platform.ts';
import { beginDelivery } from './begin-delivery.ts';
import { confirmDeliveries } from './confirm-deliveries.ts';
import type { DeliveryJob, Post, Refusal, RefusalCode, Thread } from './delivery-job.ts';
import { postponeDelivery } from './postpone-delivery.ts';
import { type ReconcileTimes, reconcileDelivery } from './reconcile-delivery.ts';
import { refuseDelivery } from './refuse-delivery.ts';

export interface DeliveryMeans {
  readonly connectors: ReadonlyMap<Platform, PlatformConnector>;
  readonly times: ReconcileTimes;
}

/** A platform that fails each time, saying so, is not asked for ever. */
const MAX_POSTS = 8;

/**
 * Posts a message once. A post cannot be made idempotent on the platform's side, so it stands between two transactions: SENDING before,
 * settled after. Whatever interrupts it in between, the next attempt finds SENDING and reconciles before it would post again.
 * The window that is left: a platform that shows a message it took only after the grace is posted to twice.
 */
export async function deliverMessage(
  ctx: Ctx,
  means: DeliveryMeans,
  job: DeliveryJob,
  settle: Settle,
  delivery: Delivery,
): Promise<void> {
  let beginning = await delivery.transaction((tx) => beginDelivery(tx, job));
  if (beginning.kind === 'reconcile') {
    const { post } = beginning;
    const target = await open(ctx, job, post);
    if (!target) return;
    const reconciled = await reconcileDelivery(ctx, connectorOf(means, post), target, post, means.times, delivery.signal);
    if (reconciled.kind === 'found') return settle((tx) => confirm(tx, post, reconciled.platformMessageId));
    if (reconciled.kind === 'uncertain') return settle((tx) => giveUp(tx, job, post.thread, reconciled.error));
    if (post.attempts >= MAX_POSTS) {
      const refusal = {
        code: 'REJECTED_BY_PLATFORM',
        error: 'The platform did not take the message, however often it was posted.',
      } as const;
      return settle(async (tx) => void (await refuseDelivery(tx, job, post.thread, refusal)));
    }
    beginning = await delivery.transaction((tx) => beginDelivery(tx, job, { isUnapplied: true }));
  }
  if (beginning.kind === 'refused') {
    const { thread, refusal } = beginning;
    return settle(async (tx) => void (await refuseDelivery(tx, job, thread, refusal)));
  }
  if (beginning.kind !== 'post') return;
  const { post } = beginning;
  const target = await open(ctx, job, post);
  if (!target) return;
  const [outcome, asked] = await Promise.all([
    send(ctx, means, target, post, delivery.signal),
    askNameBeside(ctx, means, target, post, delivery.signal),
  ]);
  const transaction = naming(asked, (work) => delivery.transaction(work));
  await conclude(ctx, job, post, outcome, naming(asked, settle), transaction);
}

interface Target {
  /** Null where the channel was disconnected after the post. */
  readonly account: ConnectedAccount | null;
  readonly personId: string;
  readonly text: string;
}

/** Null when the person was erased: nothing is sent to them, and nothing said of them. */
async function open(ctx: Ctx, job: DeliveryJob, { thread, deliveryId }: Post): Promise<Target | null> {
  const { contactId, channelId, accountId, sealedCredentials } = thread;
  const sealedText = thread.delivery?.sealedText;
  const personId = await ctx.vault.open(platformUserIdAt(contactId), thread.sealedPersonId);
  const text = job.kind === 'reply' ? job.reply.text : sealedText ? await ctx.vault.open(textAt(deliveryId), sealedText) : null;
  if (personId === null || text === null) return null;
  const credentials = sealedCredentials && (await ctx.vault.open(credentialsAt(channelId), sealedCredentials));
  return {
    account: credentials === null ? null : { accountId, credentials: JSON.parse(credentials) as unknown },
    personId,
    text,
  };
}

function connectorOf({ connectors }: DeliveryMeans, { thread }: Post): PlatformConnector {
  const connector = connectors.get(thread.platform);
  if (!connector) throw new Error(`There is no connector of ${thread.platform}.`);
  return connector;
}

async function send(ctx: Ctx, means: DeliveryMeans, target: Target, post: Post, signal: AbortSignal): Promise<SendOutcome> {
  const { postTimeoutMs } = means.times;
  // another worker reckons from the start that is stored: a process that slept since then must not post any more
  const leftMs = post.startedAt.getTime() + postTimeoutMs - ctx.clock.now().getTime();
  if (leftMs < postTimeoutMs / 2 || target.account === null) return { kind: 'unknown', error: 'The post was not begun in time.' };
  signal.throwIfAborted();
  const message = {
    personId: target.personId,
    replyTo: null,
    text: target.text,
    deliveryId: post.deliveryId,
    isByPerson: false,
    isWindowClosed: false,
  };
  return connectorOf(means, post).send(target.account, message, AbortSignal.any([signal, AbortSignal.timeout(leftMs)]));
}

/** Beside the post, for the first reply shows whom we talk to; null where nothing was to be asked. */
async function askNameBeside(
  ctx: Ctx,
  means: DeliveryMeans,
  { account, personId }: Target,
  post: Post,
  signal: AbortSignal,
): Promise<AskedName | null> {
  const { isNameWanted, contactId } = post.thread;
  if (!isNameWanted || account === null) return null;
  return askName(ctx, connectorOf(means, post), { contactId, account, personId }, signal);
}

/** The name is written along with what is written anyway: a transaction of its own would be one more for every new person. */
const naming = (asked: AskedName | null, transaction: Settle): Settle =>
  asked === null
    ? transaction
    : (effect) =>
        transaction(async (tx) => {
          await recordName(tx, asked);
          return effect(tx);
        });

async function conclude(
  ctx: Ctx,
  job: DeliveryJob,
  post: Post,
  outcome: SendOutcome,
  settle: Settle,
  transaction: Delivery['transaction'],
): Promise<void> {
  switch (outcome.kind) {
    case 'accepted': {
      await settle((tx) => confirm(tx, post, outcome.platformMessageId));
      const { conversationId: conversation } = post.thread;
      return ctx.logger.info({ conversation, delivery: post.deliveryId, attempts: post.attempts }, 'the message was posted');
    }
    case 'refused':
      return settle((tx) => refuse(tx, job, post.thread, outcome.reason, outcome.error));
    case 'unknown':
      ctx.logger.warn(
        { delivery: post.deliveryId, reason: outcome.error },
        'the outcome of a post is not known; it is reconciled',
      );
      throw new TransientError(outcome.error, { unlimited: true, retryAfterMs: 1000 });
    case 'later':
      if (outcome.cause === 'TEMPORARY' && post.attempts >= MAX_POSTS) {
        return settle((tx) => refuse(tx, job, post.thread, 'REJECTED', outcome.error));
      }
      await transaction((tx) => postponeDelivery(tx, post.deliveryId, outcome.error));
      throw later(post, outcome.error, outcome.retryAfterMs);
    case 'not-applied':
      await transaction((tx) => postponeDelivery(tx, post.deliveryId, outcome.error));
      throw later(post, outcome.error, undefined);
  }
}

/** Not counted as a failure: the reply window ends this waiting, and a dead letter would leave the delivery PENDING for good. */
const later = (post: Post, error: string, retryAfterMs: number | undefined): TransientError =>
  new TransientError(error, {
    unlimited: true,
    retryAfterMs: retryAfterMs ?? 250 + fullJitterDelayMs(post.attempts, { baseMs: 500, maxMs: 30_000 }),
  });

async function confirm(tx: Tx, post: Post, platformMessageId: string): Promise<void> {
  await confirmDeliveries(tx, [{ deliveryId: post.deliveryId, platformMessageId }]);
  if (post.thread.channelStatus === 'DEGRADED') await markChannelWell(tx, post.thread.channelId);
}

const codeOf: Readonly<Record<RefusalReason, RefusalCode>> = {
  CREDENTIALS: 'CHANNEL_DISCONNECTED',
  WINDOW_CLOSED: 'WINDOW_CLOSED',
  PERSON_UNAVAILABLE: 'PERSON_UNAVAILABLE',
  ACCOUNT_RESTRICTED: 'REJECTED_BY_PLATFORM',
  REJECTED: 'REJECTED_BY_PLATFORM',
};

async function refuse(tx: Tx, job: DeliveryJob, thread: Thread, reason: RefusalReason, error: string): Promise<void> {
  await refuseDelivery(tx, job, thread, { code: codeOf[reason], error });
  if (reason === 'CREDENTIALS') await markChannelRefused(tx, thread.channelId, 'DISCONNECTED', error);
  if (reason === 'ACCOUNT_RESTRICTED') await markChannelRefused(tx, thread.channelId, 'DEGRADED', error);
}

async function giveUp(tx: Tx, job: DeliveryJob, thread: Thread, error: string): Promise<void> {
  const refusal: Refusal = { code: 'UNCERTAIN', error };
  if (!(await refuseDelivery(tx, job, thread, refusal))) return;
  publish(tx, alertRaised, {
    key: thread.conversationId,
    data: {
      severity: 'CRITICAL',
      code: 'DELIVERY_UNCERTAIN',
      title: 'Nobody knows whether a message reached the platform. Look it up there before it is sent again.',
      conversationId: thread.conversationId,
      detail: { messageId: thread.delivery?.id ?? null, channelId: thread.channelId, platform: thread.platform },
      raisedAt: tx.clock.now().toISOString(),
    },
  });
}
