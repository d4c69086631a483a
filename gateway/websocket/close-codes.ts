/** Codes that a socket is closed with. A graphql-ws client gives up at 4401 and connects again after the others. */
export const closeCodes = {
  /** Who connects is not accepted: no token, or none that holds. */
  unauthenticated: 4401,
  /** What was accepted holds no longer: connect again, with a fresh token where it has run out. */
  noLongerValid: 4403,
  /** Connect again and resume after the last cursor. */
  slowConsumer: 4413,
  goingAway: 1001,
  tryAgainLater: 1013,
} as const;
