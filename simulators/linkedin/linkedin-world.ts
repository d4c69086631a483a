import type { Random } from '../harness/seeded-random.ts';
import type { LinkedInSettings } from './linkedin-settings.ts';
import { commentUrn } from './urns.ts';

export type Action = 'LIKE' | 'COMMENT' | 'SHARE' | 'SHARE_MENTION' | 'ADMIN_COMMENT' | 'COMMENT_EDIT' | 'COMMENT_DELETE';

export interface Comment {
  readonly id: string;
  readonly urn: string;
  readonly post: string;
  readonly actor: string;
  readonly parent: string | null;
  readonly createdAt: number;
  text: string;
  editedAt: number;
}

export interface Notification {
  readonly notificationId: number;
  readonly organizationalEntity: string;
  readonly action: Action;
  readonly lastModifiedAt: number;
  readonly [name: string]: unknown;
}

export interface Subscription {
  readonly organization: string;
  webhook: string;
  expiresAt: number;
}

/** What LinkedIn would know: comments by post, notifications by organisation, subscriptions, who may act for whom. */
export class LinkedInWorld {
  readonly subscriptions = new Map<string, Subscription>();
  readonly notifications: Notification[] = [];
  readonly #comments = new Map<string, Comment>();
  readonly #byPlace = new Map<string, Comment[]>();
  /** Starts of calls in the day, of comments in the minute. */
  readonly #spent = new Map<string, { windowStart: number; count: number }>();
  #lastIdMs = 0;
  #inMs = 0;
  #notificationId = 4_406_004;

  constructor(
    public settings: LinkedInSettings,
    readonly random: Random,
  ) {}

  /** The moment stands above the lowest 22 bits, as in the original. */
  newId(at: number): string {
    this.#inMs = at === this.#lastIdMs ? this.#inMs + 1 : Math.floor(this.random.next() * 2 ** 21);
    this.#lastIdMs = at;
    return ((BigInt(at) << 22n) | BigInt(this.#inMs % 2 ** 22)).toString();
  }

  addComment(comment: Omit<Comment, 'urn' | 'editedAt'>): Comment {
    const urn = commentUrn(comment.post, comment.id);
    const known = this.#comments.get(urn);
    if (known) return known;
    const added = { ...comment, urn, editedAt: comment.createdAt };
    this.#comments.set(urn, added);
    const place = comment.parent ?? comment.post;
    this.#byPlace.set(place, [...(this.#byPlace.get(place) ?? []), added]);
    return added;
  }

  comment(urn: string): Comment | undefined {
    return this.#comments.get(urn);
  }

  /** Under a post or under a comment, oldest first. */
  commentsAt(place: string): readonly Comment[] {
    return this.#byPlace.get(place) ?? [];
  }

  deleteComment({ urn, parent, post }: Comment): void {
    this.#comments.delete(urn);
    const place = parent ?? post;
    this.#byPlace.set(
      place,
      this.commentsAt(place).filter((one) => one.urn !== urn),
    );
  }

  notify(
    of: Omit<Notification, 'notificationId'> & { organizationalEntity: string; action: Action; lastModifiedAt: number },
  ): Notification {
    this.#notificationId += 1;
    const notification: Notification = { ...of, notificationId: this.#notificationId };
    this.notifications.push(notification);
    return notification;
  }

  isSubscribed(organization: string): boolean {
    return [...this.subscriptions.values()].some((one) => one.organization === organization && one.expiresAt > Date.now());
  }

  /** Counts one, and says whether that is within the limit of the window. */
  spend(what: string, limit: number, windowMs: number): boolean {
    const windowStart = Math.floor(Date.now() / windowMs) * windowMs;
    const spent = this.#spent.get(what);
    const count = spent?.windowStart === windowStart ? spent.count + 1 : 1;
    this.#spent.set(what, { windowStart, count });
    return count <= limit;
  }
}
