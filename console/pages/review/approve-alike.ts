/** What the API answered to a claim or a decision, as far as it matters here; null: nobody answered. */
export type AlikeAnswer =
  | { readonly __typename: 'Review'; readonly claim: { readonly token?: number } | null; readonly draftText?: string | null }
  | { readonly __typename: 'ReviewHeldByAnother'; readonly by: { readonly displayName: string } | null }
  | { readonly __typename: 'ReplyRefused' | 'Said'; readonly message: string }
  | { readonly __typename: 'ReviewAlreadyDecided' | 'ReviewClaimLost' | 'DraftOutdated' }
  | null;

/** What became of one of them. HELD: approved, and held for a moment in which it can be taken back. */
export type AlikeOutcome =
  | { readonly kind: 'HELD' | 'OUTDATED' | 'DECIDED' | 'CHANGED' | 'LOST' | 'UNCLAIMED' | 'UNREACHABLE' }
  | { readonly kind: 'HELD_BY'; readonly name: string | null }
  | { readonly kind: 'REFUSED'; readonly message: string };

export interface AlikeDesk<Decided extends NonNullable<AlikeAnswer>> {
  /** Asked again it is the caller's again, under a newer token. */
  claim(id: string): Promise<AlikeAnswer>;
  /** Decides once however often it is asked for one claim; what is sent is `draft`, whatever stands there by now. */
  approve(id: string, token: number, draft: string): Promise<Decided | null>;
  release(id: string, token: number): void;
  /** Whoever asked went away before the first was approved. */
  isCalledOff(): boolean;
}

/**
 * Claims each, and approves those whose draft still is what the reviewer was shown. All are claimed before the first is approved, so that
 * their holds end together; none waits for what becomes of another. What was claimed and is not approved is given back at once.
 */
export async function approveAlike<Decided extends NonNullable<AlikeAnswer>>(
  shown: readonly { readonly id: string; readonly draft: string }[],
  desk: AlikeDesk<Decided>,
  onOutcome: (id: string, outcome: AlikeOutcome) => void,
): Promise<{ readonly review: Extract<Decided, { __typename: 'Review' }>; readonly token: number }[]> {
  const claimed = await Promise.all(
    shown.map(async ({ id, draft }) => {
      // a lost answer: what was claimed by it would wait for nobody
      const answer = (await desk.claim(id)) ?? (await desk.claim(id));
      const token = answer?.__typename === 'Review' ? answer.claim?.token : undefined;
      if (answer?.__typename !== 'Review' || token === undefined) {
        onOutcome(id, answer === null ? { kind: 'UNCLAIMED' } : whyNot(answer));
        return [];
      }
      if (answer.draftText === draft) return [{ id, token, draft }];
      desk.release(id, token);
      onOutcome(id, { kind: 'CHANGED' });
      return [];
    }),
  );
  if (desk.isCalledOff()) {
    for (const { id, token } of claimed.flat()) desk.release(id, token);
    return [];
  }
  const approved = await Promise.all(
    claimed.flat().map(async ({ id, token, draft }) => {
      // a lost answer: what was decided is not decided again
      const answer = (await desk.approve(id, token, draft)) ?? (await desk.approve(id, token, draft));
      if (answer?.__typename === 'Review') {
        onOutcome(id, { kind: 'HELD' });
        return [{ review: answer as Extract<Decided, { __typename: 'Review' }>, token }];
      }
      if (answer) desk.release(id, token);
      onOutcome(id, answer === null ? { kind: 'UNREACHABLE' } : whyNot(answer));
      return [];
    }),
  );
  return approved.flat();
}

function whyNot(answer: NonNullable<AlikeAnswer>): AlikeOutcome {
  switch (answer.__typename) {
    case 'ReviewHeldByAnother':
      return { kind: 'HELD_BY', name: answer.by?.displayName ?? null };
    case 'ReplyRefused':
    case 'Said':
      return { kind: 'REFUSED', message: answer.message };
    case 'DraftOutdated':
      return { kind: 'OUTDATED' };
    case 'ReviewAlreadyDecided':
      return { kind: 'DECIDED' };
    default:
      return { kind: 'LOST' };
  }
}
