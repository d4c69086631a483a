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
import { type InstagramCredentials, instagramCredentialsSchema } from './instagram-credentials.ts';
import { refreshAt, refreshToken } from './refresh-token.ts';

const userSchema = z.object({ user_id: z.union([z.string(), z.number().transform(String)]) });
/** Meta's page shows the user inside of `data`; what answers is flat. */
const meSchema = z.union([userSchema, z.object({ data: z.tuple([userSchema]) }).transform(({ data: [user] }) => user)]);
const sentSchema = z.object({ message_id: z.string().min(1).max(500) });
const typedSchema = z.object({ recipient_id: z.string() });
const profileSchema = z.object({ name: z.string().nullish(), username: z.string().nullish() });

/** Echoes come with `messages`. `standby` is not among them: what another application answers is not ours to read. */
const FIELDS = ['messages', 'messaging_postbacks', 'messaging_seen', 'message_edit'];

export interface InstagramConfig {
  /** The Instagram app's, not that of the application around it: public clients found Instagram's webhooks signed with this one. */
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly graphUrl: string;
}

const DAY_MS = 24 * 3_600_000;
/** Of UTF-8 (Meta's page "Send a message" of the Instagram messaging API). */
const MAX_BYTES = 1000;

/** Direct messages to Instagram professional accounts, by the Instagram API with Instagram login. `graphUrl` has no version in it. */
export function instagramConnector(config: InstagramConfig): PlatformConnector {
  const graph: Graph = { name: 'Instagram', url: config.graphUrl };
  const credentialsOf = (account: ConnectedAccount): InstagramCredentials =>
    instagramCredentialsSchema.parse(account.credentials);
  const tokenOf = (account: ConnectedAccount): string => credentialsOf(account).accessToken;
  const messagesOf = (account: ConnectedAccount): string => `${encodeURIComponent(account.accountId)}/messages`;
  const withToken = (account: ConnectedAccount, signal: AbortSignal) => ({
    accountId: account.accountId,
    token: tokenOf(account),
    signal,
  });
  const conversationsOf = (account: ConnectedAccount, signal: AbortSignal): ConversationsOf => ({
    ...withToken(account, signal),
    platform: 'instagram',
  });
  return {
    platform: Platform.INSTAGRAM,
    capabilities: ['DIRECT_MESSAGES', 'ATTACHMENTS', 'READ_BACK', 'TYPING_INDICATOR'],
    replyWindowMs: DAY_MS,
    personReplyWindowMs: 7 * DAY_MS,
    retention: null,
    challenge: (query) => answerChallenge(query, config.verifyToken),
    verifySignature: (headers, body) => verifySignature(config.appSecret, headers['x-hub-signature-256'], body),
    isReport: isReportWebhook,
    parse: (body) => parseWebhook('instagram', body),
    parseCredentials: (credentials) => instagramCredentialsSchema.safeParse(credentials).data ?? null,

    credentialsExample: '{"accessToken": "..."}',

    async verifyCredentials(account, signal) {
      const call = { method: 'GET', path: 'me', query: { fields: 'user_id' }, token: tokenOf(account), signal } as const;
      const answer = await callGraph(graph, call, meSchema);
      if (answer.kind !== 'ok') return failedVerification(graph, answer);
      return answer.value.user_id === account.accountId
        ? { kind: 'verified' }
        : {
            kind: 'refused',
            error: 'The access token is that of another Instagram account. An account is named by its user_id, not by its id.',
          };
    },

    subscribe: (account, signal) => subscribeFields(graph, withToken(account, signal), FIELDS),

    async checkHealth(account, signal) {
      const verification = await this.verifyCredentials(account, signal);
      if (verification.kind !== 'verified') return verification;
      return checkFields(graph, withToken(account, signal), FIELDS, null);
    },

    renewAt: (account) => refreshAt(credentialsOf(account)),
    renew: (account, signal) => refreshToken(graph, tokenOf(account), signal),

    splitText: (text) => splitText(text, MAX_BYTES, (part) => Buffer.byteLength(part)),

    async send(account, message, signal) {
      // metadata is Messenger's: an echo is known by its message's id
      const body = { recipient: { id: message.personId }, ...ruleOf(message), message: { text: message.text } };
      const call = { method: 'POST', path: messagesOf(account), body, token: tokenOf(account), signal } as const;
      return sendOutcome(graph, await callGraph(graph, call, sentSchema));
    },

    // Messenger's sender actions, which public clients use here as well; an account that is refused them loses nothing
    async showTyping(account, { personId }, signal) {
      const body = { recipient: { id: personId }, sender_action: 'typing_on' };
      const call = { method: 'POST', path: messagesOf(account), body, token: tokenOf(account), signal } as const;
      await callGraph(graph, call, typedSchema);
    },

    readBack: (account, { personId }, signal) => readSent(graph, conversationsOf(account, signal), personId),

    readInbound: (account, since, signal) => readInboundSince(graph, conversationsOf(account, signal), since),

    // told of people who wrote to the account (else error 230)
    async profile(account, personId, signal) {
      const query = { fields: 'name,username' };
      const call = { method: 'GET', path: encodeURIComponent(personId), query, token: tokenOf(account), signal } as const;
      const answer = await callGraph(graph, call, profileSchema);
      if (answer.kind !== 'ok') return { displayName: null };
      return { displayName: oneLine(answer.value.name ?? '') || oneLine(answer.value.username ?? '') || null };
    },
  };
}

/** HUMAN_AGENT is for what a person wrote: Meta takes the permission away from an account whose machine uses it. */
const ruleOf = ({ isByPerson, isWindowClosed }: OutgoingMessage): object =>
  isByPerson && isWindowClosed ? { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' } : {};
