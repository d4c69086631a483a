import { TransientError } from '#kernel/errors/delivery-error.ts';
import type { Delivery, Settle } from '#kernel/messaging/consumer.ts';
import { publish, type Tx } from '#kernel/messaging/transaction.ts';
import { fullJitterDelayMs } from '#kernel/resilience/backoff.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { alertRaised } from '#schema/events/alert-raised.v1.ts';
import { markChannelRefused, markChannelWell } from '../channel/mark-channel.ts';
import { openAccount } from '../channel/open-account.ts';
import type { ConnectedAccount, PlatformConnector, RefusalReason, SendOutcome } from '../connectors/platform-connector.ts';
import { type AskedName, askName } from '../contact/ask-name.ts';
import { platformUserIdAt } from '../contact/contact.entity.ts';
import { recordName } from '../contact/record-name.ts';
import type { Platform } from '../platform.ts';
import { advanceDelivery } from './advance-delivery.ts';
import { beginDelivery } from './begin-delivery.ts';
import { confirmDeliveries } from './confirm-deliveries.ts';
import type { DeliveryJob, Post, Refusal, RefusalCode } from './delivery-job.ts';
import { postponeDelivery } from './postpone-delivery.ts';
import type { ProvedPosts } from './proved-posts.ts';
import { type ReconcileTimes, reconcileDelivery } from './reconcile-delivery.ts';
import { refuseDelivery } from './refuse-delivery.ts';

export interface DeliveryMeans {
  readonly connectors: ReadonlyMap<Platform, PlatformConnector>;
  readonly times: ReconcileTimes;
  readonly proved: ProvedPosts;
}

/** A platform that fails each time, saying so, is not asked for ever. */
const MAX_POSTS = 8;

/**
 * Posts a message once. A post cannot be made idempotent on the platform's side, so it stands between two transactions: SENDING before,
 * settled after. Whatever interrupts it in between, the next attempt finds SENDING and reconciles before it would post again. A long
 * message is several posts, one after the other, each between two transactions of its own.
 * The window that is left: a platform that shows a message it took only after the grace is posted to twice.
 */
export async function deliverMessage(
  ctx: Ctx,
  means: DeliveryMeans,
  job: DeliveryJob,
  settle: Settle,
  delivery: Delivery,
): Promise<void> {
  const begin = (isUnapplied: boolean) => delivery.transaction((tx) => beginDelivery(tx, job, means.connectors, { isUnapplied }));
  let beginning = await begin(false);
  if (beginning.kind === 'reconcile') {
    const { post } = beginning;
    const target = await open(ctx, post);
    if (!target) return;
    const reconciled = await reconcileDelivery(ctx, connectorOf(means, post), target, post, means.times, delivery.signal);
    if (reconciled.kind === 'uncertain') return settle((tx) => giveUp(tx, job, post, reconciled.error));
    if (reconciled.kind === 'found') {
      if (isLast(post)) return settle((tx) => confirm(tx, post, reconciled.platformMessageId));
      const next = await delivery.transaction((tx) => advanceDelivery(tx, post, reconciled.platformMessageId));
      beginning = { kind: 'post', post: next };
    } else if (isGivenUp(post)) {
      const error = 'The platform did not take the message, however often it was posted.';
      return settle((tx) => refuse(tx, job, post, 'REJECTED', error));
    } else beginning = await begin(true);
  }
  if (beginning.kind === 'refused') {
    const { thread, refusal } = beginning;
    const told = { ...refusal, error: withProgress(thread.delivery, refusal.error) };
    return settle(async (tx) => void (await refuseDelivery(tx, job, { thread, deliveryId: thread.delivery?.id }, told)));
  }
  if (beginning.kind !== 'post') return;
  const target = await open(ctx, beginning.post);
  if (target) await postParts(ctx, means, job, target, beginning.post, settle, delivery);
}

/** Posts the part that was begun and those after it. */
async function postParts(
  ctx: Ctx,
  means: DeliveryMeans,
  job: DeliveryJob,
  target: Target,
  first: Post,
  settle: Settle,
  delivery: Delivery,
): Promise<void> {
  let post = first;
  const asking = askNameBeside(ctx, means, target, post, delivery.signal);
  let outcome = await send(ctx, means, target, post, delivery.signal);
  const asked = await asking;
  const transaction: Settle = (work) => delivery.transaction(work);
  while (outcome.kind === 'accepted' && !isLast(post)) {
    const { platformMessageId } = outcome;
    const posted = post;
    post = await transaction((tx) => advanceDelivery(tx, posted, platformMessageId));
    outcome = await send(ctx, means, target, post, delivery.signal);
  }
  await conclude(ctx, job, post, outcome, naming(asked, settle), naming(asked, transaction));
  // an echo that says anything else is looked at
  if (outcome.kind === 'accepted' && post.texts.length === 1)
    means.proved.add(ctx.tenant, post.deliveryId, outcome.platformMessageId);
}

const isLast = ({ part, texts }: Post): boolean => part >= texts.length - 1;
/** The posts of parts that went well are no failures. */
const isGivenUp = ({ attempts, part }: Post): boolean => attempts - part >= MAX_POSTS;

interface Target {
  /** Null where the channel was disconnected after the post. */
  readonly account: ConnectedAccount | null;
  readonly personId: string;
}

/** Null when the person was erased. */
async function open(ctx: Ctx, { thread }: Post): Promise<Target | null> {
  const { contactId, channelId, accountId, sealedCredentials } = thread;
  const personId = await ctx.vault.open(platformUserIdAt(contactId), thread.sealedPersonId);
  if (personId === null) return null;
  return { account: await openAccount(ctx, channelId, accountId, sealedCredentials), personId };
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
  const { replyWindowClosesAt } = post.thread;
  const message = {
    personId: target.personId,
    replyTo: post.replyTo,
    text: post.texts[post.part] ?? '',
    deliveryId: post.postId,
    isByPerson: post.isByPerson,
    isWindowClosed: replyWindowClosesAt !== null && replyWindowClosesAt <= post.startedAt,
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
      return settle((tx) => refuse(tx, job, post, outcome.reason, outcome.error));
    case 'unknown':
      ctx.logger.warn(
        { delivery: post.deliveryId, reason: outcome.error },
        'the outcome of a post is not known; it is reconciled',
      );
      throw new TransientError(outcome.error, { unlimited: true, retryAfterMs: 1000 });
    case 'later':
      if (outcome.cause === 'TEMPORARY' && isGivenUp(post)) {
        return settle((tx) => refuse(tx, job, post, 'REJECTED', outcome.error));
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
  const { deliveryId, part, texts } = post;
  await confirmDeliveries(tx, [{ deliveryId, part, parts: texts.length, platformMessageId }]);
  if (post.thread.channelStatus === 'DEGRADED') await markChannelWell(tx, post.thread.channelId);
}

const codeOf: Readonly<Record<RefusalReason, RefusalCode>> = {
  CREDENTIALS: 'CHANNEL_DISCONNECTED',
  WINDOW_CLOSED: 'WINDOW_CLOSED',
  PERSON_UNAVAILABLE: 'PERSON_UNAVAILABLE',
  ACCOUNT_RESTRICTED: 'REJECTED_BY_PLATFORM',
  REJECTED: 'REJECTED_BY_PLATFORM',
};

async function refuse(tx: Tx, job: DeliveryJob, post: Post, reason: RefusalReason, error: string): Promise<void> {
  const { thread } = post;
  await refuseDelivery(tx, job, post, { code: codeOf[reason], error: withProgress(progressOf(post), error) });
  if (reason === 'CREDENTIALS') await markChannelRefused(tx, thread.channelId, 'DISCONNECTED', error);
  if (reason === 'ACCOUNT_RESTRICTED') await markChannelRefused(tx, thread.channelId, 'DEGRADED', error);
}

/** What a member has to know before they send it again. */
const withProgress = (delivery: { readonly part: number; readonly parts: number } | null, error: string): string =>
  delivery === null || delivery.part === 0
    ? error
    : `${error} The first ${delivery.part} of ${delivery.parts} posts reached the person.`;

const progressOf = ({ part, texts }: Post) => ({ part, parts: texts.length });

async function giveUp(tx: Tx, job: DeliveryJob, post: Post, error: string): Promise<void> {
  const { thread } = post;
  const refusal: Refusal = { code: 'UNCERTAIN', error: withProgress(progressOf(post), error) };
  if (!(await refuseDelivery(tx, job, post, refusal))) return;
  publish(tx, alertRaised, {
    key: thread.conversationId,
    data: {
      severity: 'CRITICAL',
      code: 'DELIVERY_UNCERTAIN',
      title: 'Nobody knows whether a message reached the platform. Look it up there before it is sent again.',
      conversationId: thread.conversationId,
      detail: { messageId: post.deliveryId, channelId: thread.channelId, platform: thread.platform },
      raisedAt: tx.clock.now().toISOString(),
    },
  });
}
