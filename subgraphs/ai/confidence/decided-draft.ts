/** A draft that a person decided about, as far as confidence learns from it. */
export type DecidedDraft = {
  /** Of the head, before any calibration; between 0 and 1. */
  readonly score: number;
  /** Sent as it stood. */
  readonly unchanged: boolean;
  /** How likely it was that a person would see it at all: 1 while nothing is automatic, the audit share above the threshold. */
  readonly reviewChance: number;
  /** Drawn for review before anything about it was known. */
  readonly isAudited: boolean;
};

/** Each decision stands for as many drafts as were not shown for its one that was. */
export const weightOf = ({ reviewChance }: DecidedDraft): number => 1 / Math.max(reviewChance, MIN_CHANCE);

/** One rare decision is not to outweigh hundreds. */
const MIN_CHANCE = 0.01;
