/** What became of the webhooks, by second and in all. */
export class AcknowledgementTally {
  #second = 0;
  #sentInSecond = 0;
  #latenciesOfSecond: number[] = [];
  #outcomesOfSecond = new Map<string, number>();
  #sent = 0;
  #latencies: number[] = [];
  readonly #outcomes = new Map<string, number>();
  readonly #startedAt = performance.now();

  get unacknowledged(): number {
    return this.#sent - acknowledgedIn(this.#outcomes);
  }

  sent(): void {
    this.#sent += 1;
    this.#sentInSecond += 1;
  }

  answered(outcome: string, latencyMs: number): void {
    for (const outcomes of [this.#outcomes, this.#outcomesOfSecond]) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    if (!isAcknowledged(outcome)) return;
    this.#latencies.push(latencyMs);
    this.#latenciesOfSecond.push(latencyMs);
  }

  lineOfSecond(): string {
    this.#second += 1;
    const time = `${this.#second} s`.padStart(6);
    const line = `${time}  ${describe(this.#sentInSecond, this.#outcomesOfSecond, this.#latenciesOfSecond)}`;
    this.#sentInSecond = 0;
    this.#latenciesOfSecond = [];
    this.#outcomesOfSecond = new Map();
    return line;
  }

  summary(): string {
    const seconds = ((performance.now() - this.#startedAt) / 1_000).toFixed(1);
    return `in ${seconds} s  ${describe(this.#sent, this.#outcomes, this.#latencies)}`;
  }
}

const isAcknowledged = (outcome: string): boolean => /^2\d\d$/.test(outcome);

const acknowledgedIn = (outcomes: ReadonlyMap<string, number>): number =>
  [...outcomes].reduce((sum, [outcome, count]) => sum + (isAcknowledged(outcome) ? count : 0), 0);

function describe(sent: number, outcomes: ReadonlyMap<string, number>, latencies: readonly number[]): string {
  const others = [...outcomes].filter(([outcome]) => !isAcknowledged(outcome));
  const total = others.reduce((sum, [, count]) => sum + count, 0);
  const named = total === 0 ? '' : ` (${others.map(([outcome, count]) => `${outcome}: ${count}`).join(', ')})`;
  const times = `p50 ${milliseconds(latencies, 0.5)}  p95 ${milliseconds(latencies, 0.95)}`;
  return `sent ${sent}  2xx ${acknowledgedIn(outcomes)}  others ${total}${named}  ${times}`;
}

function milliseconds(latencies: readonly number[], share: number): string {
  const sorted = latencies.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  return value === undefined ? '-' : `${value.toFixed(1)} ms`;
}
