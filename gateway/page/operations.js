/**
 * The documents that a caller of these scopes may send. One field too many and the whole operation is FORBIDDEN, so what a scope does
 * not allow is not asked for.
 */
export function operationsFor(scopes) {
  const may = (scope) => scopes.includes(scope);
  const when = (scope, selection) => (may(scope) ? selection : '');

  const reviewCard = `fragment ReviewCard on Review {
    id status reason draftText confidence priority dueAt createdAt
    claim { by { id displayName } expiresAt ${when('reviews:decide', 'token')} }
    decision { by { displayName } edited }
    refusal { message text at }
    ${when('runs:read', 'run { id intent language }')}
    ${when(
      'conversations:read',
      `conversation {
        id
        contact { id displayName }
        messages(first: 10) { nodes { id direction authorKind text sentAt } }
      }`,
    )}
  }`;

  const leadRow = `fragment LeadRow on Lead {
    id tier points stage updatedAt
    contact { id displayName }
    signals { name points ${when('contacts:pii', 'evidence')} }
    ${when('crm:read', 'crmLinks { id status url lastError connection { displayName } }')}
  }`;

  const others = `
    ... on ReviewHeldByAnother { by { displayName } until }
    ... on ReviewAlreadyDecided { review { ...ReviewCard } }
    ... on ReviewClaimLost { review { ...ReviewCard } }
    ... on DraftOutdated { review { ...ReviewCard } }`;
  const claimed = `{ __typename ... on Review { ...ReviewCard } ${others} }`;
  const decided = `{ __typename ... on Review { ...ReviewCard } ${others} ... on ReplyRefused { code message review { ...ReviewCard } } }`;

  return {
    ...(may('reviews:read') && {
      reviews: `query Reviews($after: String) {
        reviews(first: 25, after: $after, status: [PENDING, CLAIMED]) { nodes { ...ReviewCard } pageInfo { hasNextPage endCursor } totalCount }
      } ${reviewCard}`,
      reviewChanged: `subscription ReviewChanged($after: String) {
        reviewChanged(after: $after) { cursor change review { ...ReviewCard } }
      } ${reviewCard}`,
    }),
    ...(may('reviews:decide') && {
      claim: `mutation Claim($id: ID!) { claimReview(id: $id) ${claimed} } ${reviewCard}`,
      renew: `mutation Renew($id: ID!, $token: Int!) { renewReviewClaim(id: $id, token: $token) ${claimed} } ${reviewCard}`,
      release: `mutation Release($id: ID!, $token: Int!) { releaseReview(id: $id, token: $token) { __typename ...ReviewCard } } ${reviewCard}`,
      approve: `mutation Approve($id: ID!, $token: Int!, $text: String, $key: String!) {
        approveReview(id: $id, token: $token, text: $text, idempotencyKey: $key) ${decided}
      } ${reviewCard}`,
      reject: `mutation Reject($id: ID!, $token: Int!, $reason: String!) {
        rejectReview(id: $id, token: $token, reason: $reason) ${decided}
      } ${reviewCard}`,
    }),
    ...(may('leads:read') && {
      leads: `query Leads { leads(first: 20) { nodes { ...LeadRow } } } ${leadRow}`,
      leadScored: `subscription LeadScored($after: String) {
        leadScored(after: $after) { cursor score { tier previousTier } lead { ...LeadRow } }
      } ${leadRow}`,
    }),
    // a name is asked of the platform when somebody is to answer: it comes with the conversation's next change
    ...(may('conversations:read') && {
      conversationChanged: `subscription ConversationChanged($after: String) {
        conversationChanged(after: $after) { cursor conversation { contact { id displayName } } }
      }`,
    }),
    ...(may('leads:read') &&
      may('crm:read') && {
        crmLinkChanged: `subscription CrmLinkChanged($after: String) {
          crmLinkChanged(after: $after) { cursor link { lead { ...LeadRow } } }
        } ${leadRow}`,
      }),
  };
}

/** Everybody who is signed in may ask this. Its cursor is taken before anything else is asked: what happens since then is not missed. */
export const sessionQuery = `query Session {
  session { eventCursor roles scopes tenant { name } member { id displayName } }
}`;
