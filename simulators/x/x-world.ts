import type { Random } from '../harness/seeded-random.ts';
import type { XSettings } from './x-settings.ts';

export interface DirectMessage {
  readonly id: string;
  readonly senderId: string;
  readonly recipientId: string;
  readonly text: string;
  readonly sentAt: number;
}

export interface Post {
  readonly id: string;
  readonly authorId: string;
  readonly text: string;
  /** Where what was written begins: names of those who are answered stand before it. */
  readonly textBegins: number;
  readonly conversationId: string;
  readonly answers?: Post | undefined;
  readonly quotes?: Post | undefined;
  readonly mentions: readonly string[];
  readonly sentAt: number;
}

export interface Subscription {
  readonly id: string;
  readonly eventType: string;
  readonly userId: string;
  readonly tag: string | undefined;
  readonly webhookId: string | undefined;
  readonly createdAt: string;
}

export interface Webhook {
  readonly id: string;
  readonly url: string;
  valid: boolean;
  readonly createdAt: string;
}

/** The webhook that the app has from the start, at the address of the settings. */
export const firstWebhookId = '1500000000000000001';
export const appToken = 'x-sim-app';
export const appId = '29820954';

/** What X would know. Users exist as soon as they are named; what they are called is known of those who have a name. */
export class XWorld {
  /** Oldest first. */
  readonly directMessages: DirectMessage[] = [];
  readonly posts: Post[] = [];
  readonly subscriptions: Subscription[] = [];
  readonly webhooks: Webhook[] = [];
  /** Access tokens that were given for refresh tokens. */
  readonly issued = new Map<string, { readonly userId: string; readonly endsMs: number }>();
  readonly usedRefreshTokens = new Set<string>();
  #lastId: bigint;

  constructor(
    public settings: XSettings,
    readonly random: Random,
  ) {
    // as long as X's, and beyond 2^53
    this.#lastId = 1_900_000_000_000_000_000n + BigInt(Math.floor(random.next() * 2 ** 48)) * 256n;
  }

  newId(): string {
    this.#lastId += 1n + BigInt(Math.floor(this.random.next() * 2 ** 22));
    return String(this.#lastId);
  }

  username(userId: string): string {
    const fromName = this.settings.names[userId]?.replaceAll(/\W/g, '').slice(0, 15);
    return fromName || `user${userId.slice(-9)}`;
  }

  /** Undefined for somebody of whom nothing is told. */
  nameOf(userId: string): string | undefined {
    return this.settings.names[userId];
  }

  post(id: string): Post | undefined {
    return this.posts.find((post) => post.id === id);
  }

  isSubscribed(userId: string, eventType: string): boolean {
    if (!this.settings.requireSubscription) return true;
    const valid = new Set([firstWebhookId, ...this.webhooks.filter((hook) => hook.valid).map((hook) => hook.id)]);
    return this.subscriptions.some(
      (each) => each.userId === userId && each.eventType === eventType && valid.has(each.webhookId ?? ''),
    );
  }
}

export const conversationOf = (a: string, b: string): string =>
  [a, b].sort((one, other) => (BigInt(one) < BigInt(other) ? -1 : 1)).join('-');
