import { z } from 'zod';
import { Platform } from '../../platform.ts';
import { callGraph, type Graph } from '../meta/graph-client.ts';
import { metaConnector } from '../meta/meta-connector.ts';
import { checkFields } from '../meta/subscription.ts';
import { failedVerification } from '../meta/verification.ts';
import { oneLine } from '../one-line.ts';
import type { ConnectedAccount, PlatformConnector } from '../platform-connector.ts';
import { splitText } from '../split-text.ts';

const credentialsSchema = z.strictObject({ pageAccessToken: z.string().regex(/^[\x21-\x7e]{1,1000}$/) });

const nodeSchema = z.object({ id: z.string() });
const profileSchema = z.object({ first_name: z.string().optional(), last_name: z.string().optional() });

const FIELDS = ['messages', 'messaging_postbacks', 'message_deliveries', 'message_reads', 'message_echoes', 'message_edits'];

export interface FacebookConfig {
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly graphUrl: string;
}

const MAX_CHARACTERS = 2000;

/** Messenger through the Graph API, for any number of pages. `graphUrl` has no version in it. */
export function facebookConnector({ graphUrl, ...app }: FacebookConfig): PlatformConnector {
  const graph: Graph = { name: 'Facebook', url: graphUrl };
  const tokenOf = (account: ConnectedAccount): string => credentialsSchema.parse(account.credentials).pageAccessToken;
  const read = <T>(account: ConnectedAccount, path: string, fields: string, schema: z.ZodType<T>, signal: AbortSignal) =>
    callGraph(graph, { method: 'GET', path, query: { fields }, token: tokenOf(account), signal }, schema);
  return {
    ...metaConnector({
      ...app,
      graph,
      object: 'page',
      conversations: 'messenger',
      fields: FIELDS,
      tokenOf,
      inWindow: { messaging_type: 'RESPONSE' },
      contentOf: ({ text, deliveryId }) => ({ text, metadata: deliveryId }),
    }),
    platform: Platform.FACEBOOK,
    parseCredentials: (credentials) => credentialsSchema.safeParse(credentials).data ?? null,
    credentialsExample: '{"pageAccessToken": "..."}',
    splitText: (text) => splitText(text, MAX_CHARACTERS, (part) => [...part].length),

    async verifyCredentials(account, signal) {
      const answer = await read(account, 'me', 'id', nodeSchema, signal);
      if (answer.kind !== 'ok') return failedVerification(graph, answer);
      return answer.value.id === account.accountId
        ? { kind: 'verified' }
        : { kind: 'refused', error: 'The page access token is that of another page.' };
    },

    async checkHealth(account, signal) {
      const verification = await this.verifyCredentials(account, signal);
      if (verification.kind !== 'verified') return verification;
      // a page has many applications; the token knows which one is ours
      const app = await read(account, 'app', 'id', nodeSchema, signal);
      if (app.kind === 'lost' || app.kind === 'unreachable') return failedVerification(graph, app);
      // a token that may not ask this is good for messages all the same
      const appId = app.kind === 'ok' ? app.value.id : null;
      return checkFields(graph, { accountId: account.accountId, token: tokenOf(account), signal }, FIELDS, appId);
    },

    // a page's token does not end by itself
    renewAt: () => null,
    renew: async () => ({ kind: 'refused', error: 'A page access token cannot be renewed: give the channel a new one.' }),

    // refused to an app without the permission, and for people who do not wish it (100/2018001)
    async profile(account, personId, signal) {
      const answer = await read(account, encodeURIComponent(personId), 'first_name,last_name', profileSchema, signal);
      if (answer.kind !== 'ok') return { displayName: null };
      const { first_name: first = '', last_name: last = '' } = answer.value;
      return { displayName: oneLine(`${first} ${last}`) || null };
    },
  };
}
