import { z } from 'zod';
import { Platform } from '../../platform.ts';
import { answerChallenge } from '../meta/answer-challenge.ts';
import { type ConversationsOf, readInboundSince, readSent } from '../meta/conversations.ts';
import { callGraph, type Graph } from '../meta/graph-client.ts';
import { isReportWebhook } from '../meta/is-report-webhook.ts';
import { oneLine } from '../meta/one-line.ts';
import { parseWebhook } from '../meta/parse-webhook.ts';
import { sendOutcome } from '../meta/send-outcome.ts';
import { checkFields, subscribeFields } from '../meta/subscription.ts';
import { failedVerification } from '../meta/verification.ts';
import { verifySignature } from '../meta/verify-signature.ts';
import type { ConnectedAccount, OutgoingMessage, PlatformConnector } from '../platform-connector.ts';
import { splitText } from '../split-text.ts';

const credentialsSchema = z.strictObject({ pageAccessToken: z.string().regex(/^[\x21-\x7e]{1,1000}$/) });

const pageSchema = z.object({ id: z.string() });
const appSchema = z.object({ id: z.string() });
const sentSchema = z.object({ message_id: z.string().min(1).max(500) });
const typedSchema = z.object({ recipient_id: z.string() });
const profileSchema = z.object({ first_name: z.string().optional(), last_name: z.string().optional() });

/** `standby` is not among them: what another application answers is not ours to read. */
const FIELDS = ['messages', 'messaging_postbacks', 'message_deliveries', 'message_reads', 'message_echoes', 'message_edits'];

export interface FacebookConfig {
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly graphUrl: string;
}

const DAY_MS = 24 * 3_600_000;
const MAX_CHARACTERS = 2000;

/** Messenger through the Graph API, for any number of pages. `graphUrl` has no version in it. */
export function facebookConnector(config: FacebookConfig): PlatformConnector {
  const graph: Graph = { name: 'Facebook', url: config.graphUrl };
  const tokenOf = (account: ConnectedAccount): string => credentialsSchema.parse(account.credentials).pageAccessToken;
  const messagesOf = (account: ConnectedAccount): string => `${encodeURIComponent(account.accountId)}/messages`;
  const withToken = (account: ConnectedAccount, signal: AbortSignal) => ({
    accountId: account.accountId,
    token: tokenOf(account),
    signal,
  });
  const conversationsOf = (account: ConnectedAccount, signal: AbortSignal): ConversationsOf => ({
    ...withToken(account, signal),
    platform: 'messenger',
  });
  return {
    platform: Platform.FACEBOOK,
    capabilities: ['DIRECT_MESSAGES', 'ATTACHMENTS', 'READ_BACK', 'TYPING_INDICATOR'],
    replyWindowMs: DAY_MS,
    personReplyWindowMs: 7 * DAY_MS,
    retention: null,
    challenge: (query) => answerChallenge(query, config.verifyToken),
    verifySignature: (headers, body) => verifySignature(config.appSecret, headers['x-hub-signature-256'], body),
    isReport: isReportWebhook,
    parse: (body) => parseWebhook('page', body),
    parseCredentials: (credentials) => credentialsSchema.safeParse(credentials).data ?? null,

    credentialsExample: '{"pageAccessToken": "..."}',

    async verifyCredentials(account, signal) {
      const call = { method: 'GET', path: 'me', query: { fields: 'id' }, token: tokenOf(account), signal } as const;
      const answer = await callGraph(graph, call, pageSchema);
      if (answer.kind !== 'ok') return failedVerification(graph, answer);
      return answer.value.id === account.accountId
        ? { kind: 'verified' }
        : { kind: 'refused', error: 'The page access token is that of another page.' };
    },

    subscribe: (account, signal) => subscribeFields(graph, withToken(account, signal), FIELDS),

    async checkHealth(account, signal) {
      const verification = await this.verifyCredentials(account, signal);
      if (verification.kind !== 'verified') return verification;
      // a page has many applications; the token knows which one is ours
      const call = { method: 'GET', path: 'app', query: { fields: 'id' }, token: tokenOf(account), signal } as const;
      const app = await callGraph(graph, call, appSchema);
      if (app.kind !== 'ok') return failedVerification(graph, app);
      return checkFields(graph, withToken(account, signal), FIELDS, app.value.id);
    },

    // a page's token does not end by itself
    renewAt: () => null,
    renew: async () => ({ kind: 'refused', error: 'A page access token cannot be renewed: give the channel a new one.' }),

    splitText: (text) => splitText(text, MAX_CHARACTERS, (part) => [...part].length),

    async send(account, message, signal) {
      const body = {
        recipient: { id: message.personId },
        ...ruleOf(message),
        message: { text: message.text, metadata: message.deliveryId },
      };
      const call = { method: 'POST', path: messagesOf(account), body, token: tokenOf(account), signal } as const;
      return sendOutcome(graph, await callGraph(graph, call, sentSchema));
    },

    async showTyping(account, { personId }, signal) {
      const body = { recipient: { id: personId }, sender_action: 'typing_on' };
      const call = { method: 'POST', path: messagesOf(account), body, token: tokenOf(account), signal } as const;
      await callGraph(graph, call, typedSchema);
    },

    readBack: (account, { personId }, signal) => readSent(graph, conversationsOf(account, signal), personId),

    readInbound: (account, since, signal) => readInboundSince(graph, conversationsOf(account, signal), since),

    // refused to an app without the permission, and for people who do not wish it (100/2018001)
    async profile(account, personId, signal) {
      const query = { fields: 'first_name,last_name' };
      const call = { method: 'GET', path: encodeURIComponent(personId), query, token: tokenOf(account), signal } as const;
      const answer = await callGraph(graph, call, profileSchema);
      if (answer.kind !== 'ok') return { displayName: null };
      const { first_name: first = '', last_name: last = '' } = answer.value;
      return { displayName: oneLine(`${first} ${last}`) || null };
    },
  };
}

/** HUMAN_AGENT is for what a person wrote: Meta takes the permission away from an account whose machine uses it. */
const ruleOf = ({ isByPerson, isWindowClosed }: OutgoingMessage): object =>
  isByPerson && isWindowClosed ? { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' } : { messaging_type: 'RESPONSE' };
