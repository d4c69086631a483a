import type { Ctx } from '#kernel/tenancy/context.ts';
import type { PlatformName } from '#schema/events/platform.ts';
import type { Intent } from '../run/run-enums.ts';
import { readSettings } from '../settings/read-settings.ts';
import { calibrate } from './calibrator.ts';
import { countedDecisions } from './counted-decisions.ts';
import { CANDIDATES, type ThresholdPoint, thresholdPoint } from './find-threshold.ts';
import { readDecisions } from './read-decisions.ts';
import { readGate } from './read-gate.ts';
import { scoreUnder, unseenBy } from './tenant-head.ts';

const ALPHA = 0.05;
/** A tenant looks below what is ever derived, to see what it would cost. */
const THRESHOLDS = [...CANDIDATES].reverse();
const LOW = [0, 0.1, 0.2, 0.3, 0.4];

/** What each threshold, from low to high, would have done to the decided drafts that count for the bound. */
export async function thresholdCurve(
  ctx: Ctx,
  intent: Intent | null,
  platform: PlatformName | null = null,
): Promise<ThresholdPoint[]> {
  const { gate, recipe } = await readGate(ctx, await readSettings(ctx));
  const decided = (await readDecisions(ctx, { intent, platform })).filter((decision) => decision.recipe === recipe);
  const drafts = unseenBy(gate.head, countedDecisions(gate, decided)).map((decision) => ({
    confidence: calibrate(gate.calibrator, scoreUnder(gate.head, decision)),
    isError: !decision.unchanged,
  }));
  return [...LOW, ...THRESHOLDS].map((threshold) => thresholdPoint(drafts, threshold, ALPHA));
}
