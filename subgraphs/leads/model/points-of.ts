import type { LeadSettingsValues } from '../settings/lead-settings.entity.ts';

/** The chance at which a lead is so many times better than the average: as likely to be converted, or, where that is less, as unlikely to be lost. */
const chanceAtLift = (base: number, lift: number): number => Math.min(lift * base, 1 - (1 - base) / lift);

/**
 * A chance on the scale of points, straight between four places: 0, the two cuts, 1. So a tier means the same whether rules or a model made
 * the points. `base` is the average chance, above 0 and below 1.
 */
export function pointsOf(chance: number, base: number, cuts: LeadSettingsValues): number {
  // at a lift of 1 both readings are the average itself
  const warm = cuts.warmFromLift === 1 ? base : chanceAtLift(base, cuts.warmFromLift);
  const places = [
    [0, 0],
    [warm, cuts.warmFromPoints],
    [chanceAtLift(base, cuts.hotFromLift), cuts.hotFromPoints],
    [1, 100],
  ] as const;
  for (const [at, [to, pointsTo]] of places.entries()) {
    const [from, pointsFrom] = places[at - 1] ?? [0, 0];
    // points are whole and never rounded up into a tier
    if (chance < to) return Math.floor(pointsFrom + ((pointsTo - pointsFrom) * (chance - from)) / (to - from));
  }
  return 100;
}
