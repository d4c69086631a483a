import { z } from 'zod';
import type { ConnectedAccount, OutgoingMessage, PlatformConnector, Recipient } from '../platform-connector.ts';
import { answerChallenge } from './answer-challenge.ts';
import { readInboundSince, readSent } from './conversations.ts';
import { callGraph, type Graph, type GraphAnswer } from './graph-client.ts';
import { isReportWebhook } from './is-report-webhook.ts';
import { parseWebhook } from './parse-webhook.ts';
import { sendOutcome } from './send-outcome.ts';
import { subscribeFields } from './subscription.ts';
import { verifySignature } from './verify-signature.ts';
import type { WebhookObject } from './webhook-schema.ts';

/** Where Messenger and Instagram differ in what both do alike. */
export interface MetaParts {
  readonly graph: Graph;
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly object: WebhookObject;
  readonly conversations: 'messenger' | 'instagram';
  /** What we need to hear of. `standby` is not among them: what another application answers is not ours to read. */
  readonly fields: readonly string[];
  tokenOf(account: ConnectedAccount): string;
  /** What a post says of itself while the reply window is open. */
  readonly inWindow: object;
  contentOf(message: OutgoingMessage): object;
}

type Shared =
  | (
      | 'capabilities'
      | 'replyWindowMs'
      | 'personReplyWindowMs'
      | 'retention'
      | 'challenge'
      | 'verifySignature'
      | 'isReport'
      | 'parse'
    )
  | ('subscribe' | 'send' | 'showTyping' | 'readBack' | 'readInbound');

const DAY_MS = 24 * 3_600_000;
/** HUMAN_AGENT is for what a person wrote: Meta takes the permission away from an account whose machine uses it. */
const HUMAN_AGENT = { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' };

const sentSchema = z.object({ message_id: z.string().min(1).max(500) });
const typedSchema = z.object({ recipient_id: z.string() });

/** The part of a connector that is the same for both of Meta's platforms. */
export function metaConnector(parts: MetaParts): Pick<PlatformConnector, Shared> {
  const { graph, tokenOf } = parts;
  const of = (account: ConnectedAccount, signal: AbortSignal) => ({
    accountId: account.accountId,
    token: tokenOf(account),
    platform: parts.conversations,
    signal,
  });
  const post = <T>(
    account: ConnectedAccount,
    { personId }: Recipient,
    content: object,
    schema: z.ZodType<T>,
    signal: AbortSignal,
  ): Promise<GraphAnswer<T>> => {
    const path = `${encodeURIComponent(account.accountId)}/messages`;
    const body = { recipient: { id: personId }, ...content };
    return callGraph(graph, { method: 'POST', path, body, token: tokenOf(account), signal }, schema);
  };
  return {
    capabilities: ['DIRECT_MESSAGES', 'ATTACHMENTS', 'READ_BACK', 'TYPING_INDICATOR'],
    replyWindowMs: DAY_MS,
    personReplyWindowMs: 7 * DAY_MS,
    retention: null,
    challenge: (query) => answerChallenge(query, parts.verifyToken),
    verifySignature: (headers, body) => verifySignature(parts.appSecret, headers['x-hub-signature-256'], body),
    isReport: isReportWebhook,
    parse: (body) => parseWebhook(parts.object, body),

    subscribe: (account, signal) => subscribeFields(graph, of(account, signal), parts.fields),

    async send(account, message, signal) {
      const rule = message.isByPerson && message.isWindowClosed ? HUMAN_AGENT : parts.inWindow;
      const content = { ...rule, message: parts.contentOf(message) };
      return sendOutcome(graph, await post(account, message, content, sentSchema, signal));
    },

    // Messenger's sender actions, which public clients use on Instagram as well; an account that is refused them loses nothing
    async showTyping(account, recipient, signal) {
      await post(account, recipient, { sender_action: 'typing_on' }, typedSchema, signal);
    },

    readBack: (account, { personId }, signal) => readSent(graph, of(account, signal), personId),

    readInbound: (account, since, signal, rest = null) => readInboundSince(graph, of(account, signal), since, rest),
  };
}
