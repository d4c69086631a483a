// Written by codegen.ts.
export const possibleTypes: Record<string, string[]> = {
  "ClaimReviewResult": [
    "Review",
    "ReviewHeldByAnother",
    "ReviewAlreadyDecided",
    "ReviewClaimLost",
    "DraftOutdated"
  ],
  "DecideReviewResult": [
    "Review",
    "ReviewHeldByAnother",
    "ReviewAlreadyDecided",
    "DraftOutdated",
    "ReplyRefused",
    "ReviewClaimLost"
  ]
};
