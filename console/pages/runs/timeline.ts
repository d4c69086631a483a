interface Timed {
  readonly startedAt: string;
  readonly latencyMs: number;
}

/** Where a step stands on the axis of its run, in shares of the whole. */
export interface Bar {
  readonly beginMs: number;
  readonly left: number;
  readonly width: number;
}

/** Too short to be seen otherwise. */
const LEAST = 0.01;

/** All steps on one axis: from the first that began to the last that ended. */
export function timelineOf(steps: readonly Timed[]): { readonly wholeMs: number; readonly bars: readonly Bar[] } {
  const starts = steps.map(({ startedAt }) => Date.parse(startedAt));
  const first = Math.min(...starts);
  const wholeMs = Math.max(0, ...steps.map(({ latencyMs }, index) => (starts[index] ?? first) - first + latencyMs));
  const scale = wholeMs || 1;
  const bars = steps.map(({ latencyMs }, index) => {
    const beginMs = (starts[index] ?? first) - first;
    const width = Math.min(1, Math.max(LEAST, latencyMs / scale));
    return { beginMs, left: Math.min(beginMs / scale, 1 - width), width };
  });
  return { wholeMs, bars };
}

interface Counted {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costUsd: number;
  readonly attempts: number;
  readonly cached: boolean;
  readonly error?: string | null;
}

/** What all steps took together; a retry is every attempt after the first. */
export const sumOf = (steps: readonly Counted[]) => ({
  inputTokens: steps.reduce((sum, step) => sum + step.inputTokens, 0),
  outputTokens: steps.reduce((sum, step) => sum + step.outputTokens, 0),
  costUsd: steps.reduce((sum, step) => sum + step.costUsd, 0),
  retries: steps.reduce((sum, step) => sum + Math.max(0, step.attempts - 1), 0),
  failed: steps.filter(({ error }) => error != null).length,
});
