import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import { Platform } from '../insights/platform.ts';
import { Intent } from '../run/run-enums.ts';
import { calibrationBins } from './calibration-bins.ts';
import { CalibrationBin, ThresholdPoint } from './confidence.type.ts';
import { readDecisions } from './read-decisions.ts';
import { thresholdCurve } from './threshold-curve.ts';

@Resolver()
export class ConfidenceResolver {
  @Query(() => [ThresholdPoint], {
    description: "What each threshold, from low to high, would have done to the tenant's decided replies.",
  })
  @RequiresScopes([['ai:read']])
  async thresholdCurve(
    @Arg('intent', () => Intent, { nullable: true }) intent: Intent | null | undefined,
    @Arg('platform', () => Platform, { nullable: true, description: 'Of messages there; of all where none is given.' })
    platform: Platform | null | undefined,
    @Ctx() ctx: GraphContext,
  ): Promise<ThresholdPoint[]> {
    const points = await thresholdCurve(ctx, intent ?? null, platform ?? null);
    return points.map(({ threshold, coverage, decisions, errors, errorUpper }) => ({
      threshold,
      autoReplyShare: coverage,
      errorRate: decisions === 0 ? null : errors / decisions,
      errorRateUpper95: errorUpper,
      decisions,
    }));
  }

  @Query(() => [CalibrationBin], { description: 'Whether confidence means what it says: ten bars from 0 to 1.' })
  @RequiresScopes([['ai:read']])
  async calibration(
    @Arg('intent', () => Intent, { nullable: true }) intent: Intent | null | undefined,
    @Arg('platform', () => Platform, { nullable: true, description: 'Of messages there; of all where none is given.' })
    platform: Platform | null | undefined,
    @Ctx() ctx: GraphContext,
  ): Promise<CalibrationBin[]> {
    return calibrationBins(await readDecisions(ctx, { intent: intent ?? null, platform: platform ?? null }));
  }
}
