import type { Making, Outcome } from '../../../subgraphs/ai/replay/replay-decisions.ts';
import type { ReplayRow } from '../../../subgraphs/ai/replay/replay-row.ts';

const SHOWN = 20;
const NANO = 1e9;

/** A replay for a person at a terminal. Ids and numbers alone. */
export function replayTable({ decisions, report, status, failure, passes, maxErrorRate, spent }: ReplayRow): string {
  const cost = `the replay cost ${(spent / NANO).toFixed(4)} USD`;
  if (status !== 'DONE' || !report) return `failed: ${failure ?? 'it did not end'} (${cost})\n`;
  const { threshold, errorUpper, flips, flipCount, making } = report;
  const lines = [
    `${decisions} decisions, threshold ${threshold ?? 'none: nothing goes out unseen'}; ${cost}`,
    `${''.padEnd(10)}${['sent', 'right', 'wrong', 'unknown', 'USD/reply', 'p50 ms', 'p95 ms'].map((name) => name.padStart(10)).join('')}`,
    row('in force', report.inForce, making.inForce),
    row('proposed', report.proposed, making.proposed),
    `of what goes out and is known, ${percent(errorUpper)} at most is wrong (95 % certain)`,
    `${flipCount} flips${flipCount > SHOWN ? `, the first ${SHOWN}` : ''}`,
    ...flips
      .slice(0, SHOWN)
      .map(
        ({ runId, intent, sentThen, sentNow, verdictThen, verdictNow, confidenceThen, confidenceNow }) =>
          `  ${runId}  ${(intent ?? '-').padEnd(9)}  ${state(sentThen, verdictThen, confidenceThen)} -> ${state(sentNow, verdictNow, confidenceNow)}`,
      ),
  ];
  if (maxErrorRate !== null)
    lines.push(passes ? 'passes' : `does not pass: not shown that at most ${percent(maxErrorRate)} is wrong`);
  return `${lines.join('\n')}\n`;
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const row = (name: string, { sent, right, wrong, unknown }: Outcome, { costUsd, latencyP50Ms, latencyP95Ms }: Making): string =>
  `${name.padEnd(10)}${[sent, right, wrong, unknown, costUsd?.toFixed(6) ?? '-', latencyP50Ms ?? '-', latencyP95Ms ?? '-']
    .map((cell) => String(cell).padStart(10))
    .join('')}`;

const state = (sent: boolean, verdict: string | null, confidence: number | null): string =>
  `${sent ? 'sent' : 'reviewed'} ${(verdict ?? 'no draft').toLowerCase()} ${confidence?.toFixed(2) ?? '-'}`.padEnd(22);
