import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { Platform } from '../../platform.ts';
import type { ConnectedAccount, PlatformConnector, ReadBack, SendOutcome, Verification } from '../platform-connector.ts';
import { splitText } from '../split-text.ts';
import { answerChallenge } from './answer-challenge.ts';
import { classifyFailure } from './classify-error.ts';
import { CREDENTIALS_EXAMPLE, credentialsOf, parseCredentials } from './credentials.ts';
import { callLinkedIn, type LinkedInAnswer } from './linkedin-client.ts';
import { isReportWebhook, parseNotifications } from './parse-notifications.ts';
import { readInbound } from './read-inbound.ts';
import { renewToken } from './renew-token.ts';
import { readPlace } from './reply-place.ts';
import { checkRole, checkSubscription, subscribe } from './subscription.ts';
import { encodeUrn, readCommentUrn } from './urns.ts';
import { verifySignature } from './verify-signature.ts';

export interface LinkedInConfig {
  readonly clientSecret: string;
  readonly apiUrl: string;
  /** Ours, registered at LinkedIn. */
  readonly webhookUrl: string;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Weeks before the end, so that a LinkedIn that fails for days costs nothing. */
const RENEW_BEFORE_MS = 7 * DAY_MS;
/** Two looks, the second one soon after a first without an answer, are within five minutes. */
const MIN_CHECK_MS = 4 * 60_000;
/** As LinkedIn's own form takes it; its documents name no limit. */
const MAX_CHARACTERS = 1250;
const READ_BACK_COUNT = 100;

const commentSchema = z.object({ $URN: z.string().optional() });
const commentsSchema = z.object({
  elements: z.array(
    z.object({
      actor: z.string(),
      $URN: z.string().optional(),
      id: z.string().optional(),
      message: z.object({ text: z.string() }),
      created: z.object({ time: z.int() }),
    }),
  ),
});

/** Comments on an organisation's posts, and posts that mention it. LinkedIn opens no private messages to ordinary applications. */
export function linkedinConnector(config: LinkedInConfig, now: () => Date = () => new Date()): PlatformConnector {
  const { apiUrl, clientSecret } = config;
  // whose a token is does not change
  const members = new LRUCache<string, { readonly accessToken: string; readonly member: string }>({ max: 10_000 });
  const ask = <T>(account: ConnectedAccount, path: string, schema: z.ZodType<T>, signal: AbortSignal) =>
    callLinkedIn(apiUrl, { method: 'GET', path, token: credentialsOf(account).accessToken, signal }, schema);
  const failedVerification = (answer: Exclude<LinkedInAnswer<unknown>, { kind: 'ok' }>): Verification => {
    const failure = classifyFailure(answer, now());
    const { kind, error } = failure;
    if (kind === 'refused') return { kind, error };
    if (kind !== 'later') return { kind: 'unavailable', error };
    return { kind: 'unavailable', error, limitedForMs: failure.retryAfterMs ?? 0 };
  };
  return {
    platform: Platform.LINKEDIN,
    capabilities: ['COMMENTS', 'MENTIONS', 'READ_BACK'],
    replyWindowMs: null,
    personReplyWindowMs: null,
    // LinkedIn's terms for its API: other members' activity 48 hours, their profiles 24
    retention: { messagesMs: 48 * HOUR_MS, profilesMs: 24 * HOUR_MS },
    challenge: (query) => answerChallenge(query, clientSecret),
    verifySignature: (headers, body) => verifySignature(clientSecret, headers['x-li-signature'], body),
    isReport: isReportWebhook,
    parse: parseNotifications,

    parseCredentials,
    credentialsExample: CREDENTIALS_EXAMPLE,
    async verifyCredentials(account, signal) {
      const role = await checkRole(apiUrl, account, signal);
      if (role.kind === 'failed') return failedVerification(role.answer);
      return role.kind === 'administrator' ? { kind: 'verified' } : { kind: 'refused', error: role.error };
    },
    async subscribe(account, signal) {
      const outcome = await subscribe(config, account, now(), signal);
      return outcome.kind === 'failed' ? failedVerification(outcome.answer) : outcome;
    },
    // each look is a call of the day's quota
    minCheckMs: MIN_CHECK_MS,
    async checkHealth(account, signal) {
      const { accessToken } = credentialsOf(account);
      const known = members.get(account.accountId);
      const member = known?.accessToken === accessToken ? known.member : null;
      const outcome = await checkSubscription(config, account, member, now(), signal);
      if (outcome.kind === 'failed') return failedVerification(outcome.answer);
      if (outcome.kind !== 'verified') return outcome;
      if (outcome.member !== undefined) members.set(account.accountId, { accessToken, member: outcome.member });
      return { kind: 'verified' };
    },
    renewAt(account) {
      const { refreshToken, clientId, expiresAt } = credentialsOf(account);
      if (refreshToken === undefined || clientId === undefined || expiresAt === undefined) return null;
      return new Date(Date.parse(expiresAt) - RENEW_BEFORE_MS);
    },
    renew: (account, signal) => renewToken(config, credentialsOf(account), now, signal),

    splitText: (text) => splitText(text, MAX_CHARACTERS, (part) => part.length),

    async send(account, { replyTo, text }, signal): Promise<SendOutcome> {
      const place = readPlace(replyTo);
      if (!place) {
        return { kind: 'refused', reason: 'REJECTED', error: 'LinkedIn takes answers to comments and posts only, not messages.' };
      }
      const { post, parent } = place;
      const call = {
        method: 'POST',
        path: `socialActions/${encodeUrn(parent ?? post)}/comments`,
        body: { actor: account.accountId, object: post, ...(parent !== null && { parentComment: parent }), message: { text } },
        token: credentialsOf(account).accessToken,
        signal,
      } as const;
      const answer = await callLinkedIn(apiUrl, call, commentSchema);
      if (answer.kind !== 'ok') return classifyFailure(answer, now());
      // the header holds the bare id (recorded), the body the whole name, whose post need not be the one that was asked for
      const urn = answer.value.$URN ?? answer.id ?? '';
      const made = readCommentUrn(urn) ?? readCommentUrn(`urn:li:comment:(${parentPost(parent) ?? post},${answer.id})`);
      return made
        ? { kind: 'accepted', platformMessageId: made.urn }
        : { kind: 'unknown', error: 'LinkedIn took the comment and did not say which it is.' };
    },

    async readBack(account, { replyTo }, signal): Promise<ReadBack> {
      const place = readPlace(replyTo);
      if (!place) return { messages: null, error: 'It is not known where at LinkedIn to look.' };
      const path = `socialActions/${encodeUrn(place.parent ?? place.post)}/comments?start=0&count=${READ_BACK_COUNT}`;
      const answer = await ask(account, path, commentsSchema, signal);
      if (answer.kind !== 'ok') return { messages: null, error: classifyFailure(answer, now()).error };
      const messages = answer.value.elements.flatMap(({ actor, $URN, id, message, created }) => {
        const urn =
          readCommentUrn($URN ?? '') ?? readCommentUrn(`urn:li:comment:(${parentPost(place.parent) ?? place.post},${id})`);
        return actor === account.accountId && urn
          ? [{ platformMessageId: urn.urn, text: message.text, createdAt: new Date(created.time) }]
          : [];
      });
      return { messages };
    },

    async readInbound(account, since, signal, rest = null) {
      const span = { since, now: now(), rest };
      const read = await readInbound((path, schema) => ask(account, path, schema, signal), account.accountId, span);
      return 'failed' in read ? { messages: null, error: classifyFailure(read.failed, now()).error } : read;
    },

    // other members' profiles may not be stored, and the name of a member is not asked for
    profile: async () => ({ displayName: null }),
  };
}

const parentPost = (parent: string | null): string | null => (parent === null ? null : (readCommentUrn(parent)?.post ?? null));
