import { z } from 'zod';
import { Platform } from '../../platform.ts';
import type { ConnectedAccount, PlatformConnector, Profile, ReadBack, Verification } from '../platform-connector.ts';
import { splitText } from '../split-text.ts';
import { answerChallenge } from './answer-challenge.ts';
import { callGraph, type GraphAnswer } from './graph-client.ts';
import { isReportWebhook } from './is-report-webhook.ts';
import { parseWebhook } from './parse-webhook.ts';
import { codeOf, sendOutcome } from './send-outcome.ts';
import { verifySignature } from './verify-signature.ts';

const credentialsSchema = z.strictObject({ pageAccessToken: z.string().regex(/^[\x21-\x7e]{1,1000}$/) });

const pageSchema = z.object({ id: z.string() });
const successSchema = z.object({ success: z.literal(true) });
const sentSchema = z.object({ message_id: z.string().min(1).max(500) });
const profileSchema = z.object({ first_name: z.string().optional(), last_name: z.string().optional() });
const threadsSchema = z.object({
  data: z.array(
    z.object({
      messages: z
        .object({
          data: z.array(
            z.object({
              id: z.string(),
              message: z.string().optional(),
              // whole seconds and an offset without a colon
              created_time: z.string().transform((text) => new Date(text)),
              from: z.object({ id: z.string() }).optional(),
            }),
          ),
        })
        .optional(),
    }),
  ),
});

const SUBSCRIBED_FIELDS = 'messages,messaging_postbacks,message_deliveries,message_reads,message_echoes,standby';
const READ_BACK_FIELDS = 'messages.limit(50){id,message,created_time,from}';

export interface FacebookConfig {
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly graphUrl: string;
}

const DAY_MS = 24 * 3_600_000;
const MAX_CHARACTERS = 2000;

/** Messenger through the Graph API, for any number of pages. `graphUrl` has no version in it. */
export function facebookConnector(config: FacebookConfig): PlatformConnector {
  const tokenOf = (account: ConnectedAccount): string => credentialsSchema.parse(account.credentials).pageAccessToken;
  const pathOf = (account: ConnectedAccount, edge: string): string => `${encodeURIComponent(account.accountId)}/${edge}`;
  return {
    platform: Platform.FACEBOOK,
    capabilities: ['DIRECT_MESSAGES', 'ATTACHMENTS', 'READ_BACK'],
    replyWindowMs: DAY_MS,
    personReplyWindowMs: DAY_MS,
    retention: null,
    challenge: (query) => answerChallenge(query, config.verifyToken),
    verifySignature: (headers, body) => verifySignature(config.appSecret, headers['x-hub-signature-256'], body),
    isReport: isReportWebhook,
    parse: parseWebhook,
    parseCredentials: (credentials) => credentialsSchema.safeParse(credentials).data ?? null,

    credentialsExample: '{"pageAccessToken": "..."}',

    async verifyCredentials(account, signal) {
      const call = { method: 'GET', path: 'me', query: { fields: 'id' }, token: tokenOf(account), signal } as const;
      const answer = await callGraph(config.graphUrl, call, pageSchema);
      if (answer.kind !== 'ok') return failedVerification(answer);
      return answer.value.id === account.accountId
        ? { kind: 'verified' }
        : { kind: 'refused', error: 'The page access token is that of another page.' };
    },

    async subscribe(account, signal) {
      const call = {
        method: 'POST',
        path: pathOf(account, 'subscribed_apps'),
        body: { subscribed_fields: SUBSCRIBED_FIELDS },
        token: tokenOf(account),
        signal,
      } as const;
      const answer = await callGraph(config.graphUrl, call, successSchema);
      return answer.kind === 'ok' ? { kind: 'verified' } : failedVerification(answer);
    },

    async checkHealth(account, signal) {
      return this.verifyCredentials(account, signal);
    },
    // a page's token does not end by itself
    renewAt: () => null,
    renew: async () => ({ kind: 'refused', error: 'A page access token cannot be renewed: give the channel a new one.' }),

    splitText: (text) => splitText(text, MAX_CHARACTERS, (part) => [...part].length),

    async send(account, message, signal) {
      const body = {
        recipient: { id: message.personId },
        messaging_type: 'RESPONSE',
        message: { text: message.text, metadata: message.deliveryId },
      };
      const call = { method: 'POST', path: pathOf(account, 'messages'), body, token: tokenOf(account), signal } as const;
      return sendOutcome(await callGraph(config.graphUrl, call, sentSchema));
    },

    async readBack(account, { personId }, signal): Promise<ReadBack> {
      const query = { platform: 'messenger', user_id: personId, fields: READ_BACK_FIELDS };
      const call = { method: 'GET', path: pathOf(account, 'conversations'), query, token: tokenOf(account), signal } as const;
      const answer = await callGraph(config.graphUrl, call, threadsSchema);
      if (answer.kind === 'error') return { messages: null, error: `Facebook refused the read-back (${codeOf(answer.error)}).` };
      if (answer.kind !== 'ok') return { messages: null, error: answer.what };
      const all = answer.value.data.flatMap((thread) => thread.messages?.data ?? []);
      const messages = all
        .filter((message) => message.from?.id === account.accountId && !Number.isNaN(message.created_time.getTime()))
        .map(({ id, message, created_time }) => ({ platformMessageId: id, text: message ?? '', createdAt: created_time }));
      return { messages };
    },

    readInbound: async () => ({ messages: null, error: 'Messages are not read back.' }),

    // refused to an app without the permission, and for people who do not wish it (100/2018001)
    async profile(account, personId, signal): Promise<Profile> {
      const query = { fields: 'first_name,last_name' };
      const call = { method: 'GET', path: encodeURIComponent(personId), query, token: tokenOf(account), signal } as const;
      const answer = await callGraph(config.graphUrl, call, profileSchema);
      if (answer.kind !== 'ok') return { displayName: null };
      const { first_name: first = '', last_name: last = '' } = answer.value;
      return { displayName: oneLine(`${first} ${last}`) || null };
    },
  };
}

const MAX_NAME_LENGTH = 200;

/** People put anything into a name. */
const oneLine = (text: string): string =>
  Array.from(text.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim())
    .slice(0, MAX_NAME_LENGTH)
    .join('');

/** An answer of Graph's is about the credential, unless it is about Graph. */
function failedVerification(answer: Exclude<GraphAnswer<unknown>, { kind: 'ok' }>): Verification {
  if (answer.kind !== 'error') return { kind: 'unavailable', error: answer.what };
  const asSend = sendOutcome(answer);
  return asSend.kind === 'later'
    ? { kind: 'unavailable', error: asSend.error }
    : { kind: 'refused', error: `Facebook refuses the page access token (${codeOf(answer.error)}).` };
}
