import { isReviewOpen } from '../../components/is-review-open.ts';

/** What is known of a waiting review by which others can be alike. */
export interface LikenessOfReview {
  readonly id: string;
  readonly status: string;
  readonly reason: string;
  readonly draftText: string | null;
  readonly claim: { readonly by: { readonly id: string } | null } | null;
  readonly conversation?: {
    readonly isPublic: boolean;
    readonly channel: { readonly platform: string };
    readonly contact: { readonly displayName: string | null };
  } | null;
  readonly run?: { readonly intent: string | null; readonly language: string | null } | null;
}

/** A greeting stands at the beginning: a name further on is part of what is said. */
const GREETING_CHARACTERS = 60;
/** Stands where the customer's name stood; nobody types it. */
const NAME = '\u0000';

/**
 * Which waiting reviews may be approved together, by each one's id, in the order given; of those that stand alone nothing is said. Alike are
 * drafts that say the same word for word but for the name of whom they greet, in one kind of place, for one intent and language. Only those
 * of which the machine was not sure enough: what policy, unsafe words or the audit keep for a person is looked at one by one. `readerId`:
 * what others hold is theirs.
 */
export function groupAlike(
  reviews: readonly LikenessOfReview[],
  readerId: string | null,
): ReadonlyMap<string, readonly string[]> {
  const groups = Map.groupBy(
    reviews.filter((review) => isFree(review, readerId)),
    knownKeyOf,
  );
  return new Map(
    [...groups].flatMap(([key, group]) => {
      const ids = group.map(({ id }) => id);
      return key === null || ids.length < 2 ? [] : ids.map((id) => [id, ids] as const);
    }),
  );
}

function isFree({ status, claim }: LikenessOfReview, readerId: string | null): boolean {
  if (!isReviewOpen(status)) return false;
  return claim?.by == null || claim.by.id === readerId;
}

/** Lists are long and an event changes one review of them: the others are the same objects, and need not be read again. */
const knownKeys = new WeakMap<LikenessOfReview, string | null>();

function knownKeyOf(review: LikenessOfReview): string | null {
  const known = knownKeys.get(review);
  if (known !== undefined) return known;
  const key = keyOf(review);
  knownKeys.set(review, key);
  return key;
}

/** Null for what is like nothing: where it is said, or what is said, is not known or is not for many at once. */
function keyOf({ reason, draftText, conversation, run }: LikenessOfReview): string | null {
  const draft = draftText?.trim();
  if (reason !== 'LOW_CONFIDENCE' || !draft || !conversation) return null;
  const { isPublic, channel, contact } = conversation;
  const said = withoutName(draft, contact.displayName);
  return JSON.stringify([channel.platform, isPublic, run?.intent ?? null, run?.language ?? null, said]);
}

/** The draft with a mark where its greeting names the contact: "Hi Mara! ..." and "Hi Ben! ..." say the same. */
export function withoutName(draft: string, displayName: string | null): string {
  const first = /\p{L}[\p{L}\p{M}'’-]+/u.exec(displayName ?? '')?.[0];
  if (!first) return draft;
  const greeting = draft.slice(0, GREETING_CHARACTERS);
  const at = greeting.search(new RegExp(`(?<![\\p{L}\\p{M}])${first}(?![\\p{L}\\p{M}])`, 'u'));
  return at < 0 ? draft : `${draft.slice(0, at)}${NAME}${draft.slice(at + first.length)}`;
}
