import { z } from 'zod';
import { Platform } from '../../platform.ts';
import { callGraph, type Graph } from '../meta/graph-client.ts';
import { metaConnector } from '../meta/meta-connector.ts';
import { checkFields } from '../meta/subscription.ts';
import { failedVerification } from '../meta/verification.ts';
import { oneLine } from '../one-line.ts';
import type { ConnectedAccount, PlatformConnector } from '../platform-connector.ts';
import { splitText } from '../split-text.ts';
import { type InstagramCredentials, instagramCredentialsSchema } from './instagram-credentials.ts';
import { refreshAt, refreshToken } from './refresh-token.ts';

const userSchema = z.object({ user_id: z.string() });
/** Meta's page shows the user inside of `data`; what answers is flat. */
const meSchema = z.union([userSchema, z.object({ data: z.tuple([userSchema]) }).transform(({ data: [user] }) => user)]);
const profileSchema = z.object({ name: z.string().nullish(), username: z.string().nullish() });

/** Echoes come with `messages`. */
const FIELDS = ['messages', 'messaging_postbacks', 'messaging_seen', 'message_edit'];

export interface InstagramConfig {
  /** The Instagram app's, not that of the application around it: public clients found Instagram's webhooks signed with this one. */
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly graphUrl: string;
}

/** Of UTF-8 (Meta's page "Send a message" of the Instagram messaging API). */
const MAX_BYTES = 1000;

/** Direct messages to Instagram professional accounts, by the Instagram API with Instagram login. `graphUrl` has no version in it. */
export function instagramConnector({ graphUrl, ...app }: InstagramConfig): PlatformConnector {
  const graph: Graph = { name: 'Instagram', url: graphUrl };
  const credentialsOf = (account: ConnectedAccount): InstagramCredentials =>
    instagramCredentialsSchema.parse(account.credentials);
  const tokenOf = (account: ConnectedAccount): string => credentialsOf(account).accessToken;
  const read = <T>(account: ConnectedAccount, path: string, fields: string, schema: z.ZodType<T>, signal: AbortSignal) =>
    callGraph(graph, { method: 'GET', path, query: { fields }, token: tokenOf(account), signal }, schema);
  return {
    ...metaConnector({
      ...app,
      graph,
      object: 'instagram',
      conversations: 'instagram',
      fields: FIELDS,
      tokenOf,
      inWindow: {},
      // metadata is Messenger's: an echo is known by its message's id
      contentOf: ({ text }) => ({ text }),
    }),
    platform: Platform.INSTAGRAM,
    parseCredentials: (credentials) => instagramCredentialsSchema.safeParse(credentials).data ?? null,
    credentialsExample: '{"accessToken": "..."}',
    splitText: (text) => splitText(text, MAX_BYTES, (part) => Buffer.byteLength(part)),

    async verifyCredentials(account, signal) {
      const answer = await read(account, 'me', 'user_id', meSchema, signal);
      if (answer.kind !== 'ok') return failedVerification(graph, answer);
      return answer.value.user_id === account.accountId
        ? { kind: 'verified' }
        : {
            kind: 'refused',
            error: 'The access token is that of another Instagram account. An account is named by its user_id, not by its id.',
          };
    },

    async checkHealth(account, signal) {
      const verification = await this.verifyCredentials(account, signal);
      if (verification.kind !== 'verified') return verification;
      return checkFields(graph, { accountId: account.accountId, token: tokenOf(account), signal }, FIELDS, null);
    },

    renewAt: (account) => refreshAt(credentialsOf(account)),
    renew: (account, signal) => refreshToken(graph, tokenOf(account), signal),

    // told of people who wrote to the account (else error 230)
    async profile(account, personId, signal) {
      const answer = await read(account, encodeURIComponent(personId), 'name,username', profileSchema, signal);
      if (answer.kind !== 'ok') return { displayName: null };
      return { displayName: oneLine(answer.value.name ?? '') || oneLine(answer.value.username ?? '') || null };
    },
  };
}
