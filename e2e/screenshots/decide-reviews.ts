import type { ApiClient } from '../support/client.ts';

/** What waits for people when the pictures are taken. */
const LEFT_WAITING = 11;

const ASIDES = ['Have a good ride!', 'Just write again if anything is unclear.', 'Greetings from the workshop.'] as const;

const FIELDS = `{ __typename ... on Review { id } ... on ReplyRefused { code } }`;

/** Reviewers work off the queue, the oldest first: most drafts as they are, some with a word more, some not at all. */
export async function decideReviews(reviewers: readonly ApiClient[], leave = LEFT_WAITING): Promise<number> {
  const waiting = await waitingReviews(reviewers[0] as ApiClient);
  const due = waiting.slice(0, Math.max(0, waiting.length - leave));
  await Promise.all(
    reviewers.map(async (reviewer, place) => {
      for (let nth = place; nth < due.length; nth += reviewers.length) await decide(reviewer, due[nth] as Waiting, nth);
    }),
  );
  return due.length;
}

interface Waiting {
  readonly id: string;
  readonly draftText: string | null;
}

async function waitingReviews(reviewer: ApiClient): Promise<readonly Waiting[]> {
  const found: (Waiting & { createdAt: string })[] = [];
  let after: string | null = null;
  do {
    const { reviews } = await reviewer.ask(
      'query ($after: String) { reviews(first: 100, after: $after, status: [PENDING]) { nodes { id draftText createdAt } pageInfo { hasNextPage endCursor } } }',
      { after },
    );
    found.push(...reviews.nodes);
    after = reviews.pageInfo.hasNextPage ? reviews.pageInfo.endCursor : null;
  } while (after);
  return found.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt));
}

async function decide(reviewer: ApiClient, { id, draftText }: Waiting, nth: number): Promise<void> {
  const { claimReview } = await reviewer.ask(
    'mutation ($id: ID!) { claimReview(id: $id) { __typename ... on Review { claim { token } } } }',
    { id },
  );
  if (claimReview.__typename !== 'Review') return;
  const { token } = claimReview.claim;
  if (draftText === null || nth % 9 === 4) {
    if (nth % 2 === 0) await reject(reviewer, id, token);
    else await approve(reviewer, id, token, 'Thank you for writing! A colleague from the shop looks at it and calls you today.');
  } else {
    await approve(reviewer, id, token, nth % 5 === 2 ? `${draftText} ${ASIDES[nth % ASIDES.length]}` : null);
  }
}

const reject = (reviewer: ApiClient, id: string, token: number): Promise<unknown> =>
  reviewer.ask(
    `mutation ($id: ID!, $token: Int!) { rejectReview(id: $id, token: $token, reason: "Needs no reply.") ${FIELDS} }`,
    {
      id,
      token,
    },
  );

const approve = (reviewer: ApiClient, id: string, token: number, text: string | null): Promise<unknown> =>
  reviewer.ask(
    `mutation ($id: ID!, $token: Int!, $text: String, $key: String!) { approveReview(id: $id, token: $token, text: $text, idempotencyKey: $key) ${FIELDS} }`,
    { id, token, text, key: `day-${id}` },
  );
