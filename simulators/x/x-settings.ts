import { z } from 'zod';

const capSchema = z.strictObject({
  /** Calls of one user in 15 minutes, and in 24 hours; of the whole app in 24 hours. */
  user15Minutes: z.int().min(0),
  user24Hours: z.int().min(0).optional(),
  app24Hours: z.int().min(0).optional(),
});

export type CapLimits = z.output<typeof capSchema>;

/** What `PUT /x/_settings` changes, key by key; the rest stays. `caps` and `names` are added to. */
export const xSettingsPatchSchema = z
  .strictObject({
    webhookUrl: z.url(),
    consumerSecret: z.string().min(1),
    /** Of what is not said otherwise: X Activity, or the deprecated Account Activity. */
    envelope: z.enum(['xaa', 'aaa']),
    /** Send webhooks about what the account itself sent. */
    echoes: z.boolean(),
    /** Send X Activity webhooks only to accounts and events that are subscribed to. Off, so that no set-up is needed. */
    requireSubscription: z.boolean(),
    /** A reply needs a post whose author mentioned or quoted the account. */
    selfServe: z.boolean(),
    /** Users who let nobody send them direct messages. */
    closedToDirectMessages: z.array(z.string()),
    /** Users whose first access token is over; a refreshed one is good. */
    expiredUsers: z.array(z.string()),
    /** Users who took their consent back: no token is good. */
    revokedUsers: z.array(z.string()),
    /** By user: what their tokens were not given. */
    missingScopes: z.record(z.string(), z.array(z.string())),
    accessTokenSeconds: z.int().min(1),
    names: z.record(z.string(), z.string()),
    caps: z.record(z.string(), capSchema),
  })
  .partial();

export type XSettings = Required<z.output<typeof xSettingsPatchSchema>>;

export interface XOptions {
  webhookUrl: string;
  consumerSecret: string;
}

/** Direct messages and posts as X documents them; the reads as recorded answers show them. */
const documentedCaps: Record<string, CapLimits> = {
  'dm.send': { user15Minutes: 15, user24Hours: 1440, app24Hours: 1440 },
  'post.create': { user15Minutes: 100, app24Hours: 10_000 },
  'dm.read': { user15Minutes: 15 },
  'dm.thread': { user15Minutes: 15 },
  'post.read': { user15Minutes: 900 },
  'mention.read': { user15Minutes: 300 },
  'user.me': { user15Minutes: 75 },
  'user.read': { user15Minutes: 900 },
  'subscription.read': { user15Minutes: 500 },
  'subscription.create': { user15Minutes: 500 },
  'subscription.delete': { user15Minutes: 500 },
  webhooks: { user15Minutes: 450 },
};

export const initialXSettings = (options: XOptions): XSettings => ({
  ...options,
  envelope: 'xaa',
  echoes: true,
  requireSubscription: false,
  selfServe: true,
  closedToDirectMessages: [],
  expiredUsers: [],
  revokedUsers: [],
  missingScopes: {},
  accessTokenSeconds: 7200,
  names: {},
  caps: documentedCaps,
});
