export type Tier = 'HOT' | 'WARM' | 'COLD';

/** How long a customer of the tier should wait for an answer at most. */
const WAIT_GOAL_MS: Readonly<Record<Tier, number>> = { HOT: 5 * 60_000, WARM: 30 * 60_000, COLD: 2 * 60 * 60_000 };

/** A reviewer needs this long before the platform stops accepting a reply. */
const WINDOW_MARGIN_MS = 60 * 60_000;

const FAR_FUTURE_MS = Date.UTC(2100, 0, 1);

/**
 * Minutes between the moment by which it should be answered and the year 2100. The moment is fixed, so the order is too, and waiting
 * still counts: whatever comes later has a later moment. That is what lets a list be paged while it grows.
 */
export function reviewPriority(of: { createdAt: Date; windowClosesAt: Date | null; tier: Tier | null }): number {
  const byTier = of.createdAt.getTime() + WAIT_GOAL_MS[of.tier ?? 'COLD'];
  const byWindow = of.windowClosesAt ? of.windowClosesAt.getTime() - WINDOW_MARGIN_MS : Number.POSITIVE_INFINITY;
  return (FAR_FUTURE_MS - Math.min(byTier, byWindow)) / 60_000;
}
