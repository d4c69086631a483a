import { z } from 'zod';
import { Platform } from '../../platform.ts';
import { oneLine } from '../one-line.ts';
import type { PlatformConnector } from '../platform-connector.ts';
import { splitText } from '../split-text.ts';
import { answerCrc } from './answer-crc.ts';
import { failedVerification } from './failed-verification.ts';
import { isReportWebhook } from './is-report-webhook.ts';
import { parseWebhook } from './parse-webhook.ts';
import { readBack } from './read-back.ts';
import { readInbound } from './read-inbound.ts';
import { renewAt, renewCredentials } from './renew-credentials.ts';
import { replyTarget } from './reply-target.ts';
import { sendOutcome } from './send-outcome.ts';
import { splitPost } from './split-post.ts';
import { checkSubscriptions, subscribe } from './subscriptions.ts';
import { verifySignature } from './verify-signature.ts';
import { callX, type XApi } from './x-client.ts';
import { xCredentials } from './x-credentials.ts';
import { XRateCaps } from './x-rate-caps.ts';

export interface XConfig {
  readonly consumerSecret: string;
  readonly apiUrl: string;
  readonly webhookId: string | null;
}

const MAX_DIRECT_CHARACTERS = 10_000;

const id = z.string().regex(/^[\w-]{1,100}$/);
const user = z.object({ data: z.object({ id, name: z.string().optional() }) });
const sentDirect = z.object({ data: z.object({ dm_event_id: id }) }).transform(({ data }) => ({ id: data.dm_event_id }));
const sentPost = z.object({ data: z.object({ id }) }).transform(({ data }) => ({ id: data.id }));

/** Direct messages and mentions of X accounts, through X's API v2 and one app. */
export function xConnector(config: XConfig, nowMs: () => number = Date.now): PlatformConnector {
  const api: XApi = { apiUrl: config.apiUrl, caps: new XRateCaps(nowMs), nowMs };
  return {
    platform: Platform.X,
    capabilities: ['DIRECT_MESSAGES', 'MENTIONS', 'ATTACHMENTS', 'READ_BACK'],
    replyWindowMs: null,
    personReplyWindowMs: null,
    mayAnswer: (replyTo) => replyTarget(replyTo).kind !== 'unsummoned',
    retention: null,
    challenge: (query) => answerCrc(query, config.consumerSecret),
    verifySignature: (headers, body) => verifySignature(config.consumerSecret, headers['x-twitter-webhooks-signature'], body),
    isReport: isReportWebhook,
    parse: parseWebhook,
    parseCredentials: (credentials) => xCredentials.safeParse(credentials).data ?? null,
    credentialsExample: '{"accessToken": "...", "refreshToken": "...", "clientId": "...", "expiresAt": "2026-11-22T20:00:00Z"}',

    async verifyCredentials(account, signal) {
      const answer = await callX(api, { account, cap: 'user.me', method: 'GET', path: '/2/users/me', signal }, user);
      if (answer.kind !== 'ok') return failedVerification(answer);
      return answer.value.data.id === account.accountId
        ? { kind: 'verified' }
        : { kind: 'refused', error: 'The access token is that of another account.' };
    },

    subscribe: (account, signal) => subscribe(api, account, config.webhookId, signal),

    async checkHealth(account, signal) {
      const verified = await this.verifyCredentials(account, signal);
      return verified.kind === 'verified' ? checkSubscriptions(api, account, config.webhookId, signal) : verified;
    },

    renewAt,
    renew: (account, signal) => renewCredentials(api, account, signal),

    splitText: (text, replyTo) =>
      replyTo === null ? splitText(text, MAX_DIRECT_CHARACTERS, (part) => [...part].length) : splitPost(text),

    async send(account, message, signal) {
      const target = replyTarget(message.replyTo);
      if (target.kind === 'unsummoned') {
        const error = 'X lets an app answer a post only if its author mentions or quotes the account. Answer it on X itself.';
        return { kind: 'refused', reason: 'REJECTED', error };
      }
      if (target.kind === 'post') {
        const body = { text: message.text, reply: { in_reply_to_tweet_id: target.postId } };
        const call = { account, cap: 'post.create', method: 'POST', path: '/2/tweets', body, signal } as const;
        return sendOutcome(await callX(api, call, sentPost), false);
      }
      const path = `/2/dm_conversations/with/${encodeURIComponent(message.personId)}/messages`;
      const call = { account, cap: 'dm.send', method: 'POST', path, body: { text: message.text }, signal } as const;
      return sendOutcome(await callX(api, call, sentDirect), true);
    },

    readBack: (account, recipient, signal) => readBack(api, account, recipient, signal),
    readInbound: (account, since, signal, rest = null) => readInbound(api, account, since, signal, rest),

    async profile(account, personId, signal) {
      const path = `/2/users/${encodeURIComponent(personId)}`;
      const query = { 'user.fields': 'name' };
      const answer = await callX(api, { account, cap: 'user.read', method: 'GET', path, query, signal }, user);
      return { displayName: answer.kind === 'ok' ? oneLine(answer.value.data.name ?? '') || null : null };
    },
  };
}
