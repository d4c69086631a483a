/** In the order in which the board shows them. */
export const TIERS = ['HOT', 'WARM', 'COLD'] as const;
