export type Tier = 'HOT' | 'WARM' | 'COLD';

/** How long a customer of the tier should wait for an answer at most. */
const WAIT_GOAL_MS: Readonly<Record<Tier, number>> = { HOT: 5 * 60_000, WARM: 30 * 60_000, COLD: 2 * 60 * 60_000 };

/** What is known of a lead's worth: its tier, or for one that `leads` has not scored before the points of the agents. */
export type LeadStanding = { readonly tier: Tier } | { readonly points: number };

/** Between the goals of a cold and a hot lead; the cuts between the tiers are not ours. */
const waitGoalByPointsMs = (points: number): number =>
  WAIT_GOAL_MS.COLD - ((WAIT_GOAL_MS.COLD - WAIT_GOAL_MS.HOT) * Math.min(Math.max(points, 0), 100)) / 100;

/** A reviewer needs this long before the platform stops accepting a reply. */
const WINDOW_MARGIN_MS = 60 * 60_000;

const FAR_FUTURE_MS = Date.UTC(2100, 0, 1);

/**
 * Minutes between the moment by which it should be answered and the year 2100. The moment is fixed, so the order is too, and waiting
 * still counts: whatever comes later has a later moment. That is what lets a list be paged while it grows.
 */
export function reviewPriority(of: { createdAt: Date; windowClosesAt: Date | null; lead: LeadStanding }): number {
  const { lead } = of;
  const byTier = of.createdAt.getTime() + ('tier' in lead ? WAIT_GOAL_MS[lead.tier] : waitGoalByPointsMs(lead.points));
  const byWindow = of.windowClosesAt ? of.windowClosesAt.getTime() - WINDOW_MARGIN_MS : Number.POSITIVE_INFINITY;
  return (FAR_FUTURE_MS - Math.min(byTier, byWindow)) / 60_000;
}
