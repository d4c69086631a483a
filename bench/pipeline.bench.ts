import { fileURLToPath } from 'node:url';
import { type DemoTenant, demoChannel, demoTenants } from '../cli/demo/demo-tenants.ts';
import { freePort } from '../e2e/support/free-port.ts';
import type { BenchOptions, BenchResult, Target } from './bench.ts';
import type { CallCount } from './pipeline/count-calls.ts';
import { emptyJournals, liftLimits, readAnswers } from './pipeline/platform-journal.ts';
import type { SystemOptions } from './pipeline/system.ts';
import { countWaiting, untilQuiet } from './pipeline/until-quiet.ts';
import { type Accepted, WebhookSender } from './pipeline/webhook-sender.ts';
import { BenchDatabase, type StatementCount } from './support/bench-database.ts';
import { type Child, startChild } from './support/child.ts';
import { WEBHOOK_PATH } from './support/facebook-webhook.ts';
import { type Latencies, latenciesOf, rounded } from './support/latencies.ts';

const STEPS = [40, 60, 80, 100, 120, 150, 180];
const BACKLOG = 1000;
/** As a process that has run for a while: compiled, connected, its caches filled. */
const WARM_UP = 1000;
const WANTED = { p95Ms: 50, perSecond: 60, writes: 8 };

interface Phase {
  readonly name: string;
  readonly perSecond: number;
  readonly messages: number;
  readonly answered: number;
  readonly latencies: Latencies;
  /** Messages that still had something to be done when the last one had been sent. */
  readonly waiting: number;
  readonly isSustained: boolean;
  /** Each a message. */
  readonly writes: number;
  /** Null in the phases in which the server does not count them. */
  readonly statements: number | null;
  readonly cpuMs: { readonly system: number; readonly database: number; readonly simulators: number };
}

/**
 * A message's whole way with models that take no time: from the 200 of its webhook to the arrival of its answer at the platform, with
 * all of the other work that it brings going on beside it.
 */
export async function run({ seconds, tempDir, flags }: BenchOptions): Promise<BenchResult> {
  const database = await BenchDatabase.start(tempDir);
  const system = startChild(new URL('./pipeline/system.ts', import.meta.url));
  const simulators = startChild(new URL('./pipeline/simulators.ts', import.meta.url));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const pageId = demoChannel(demoTenants[0] as DemoTenant, 'FACEBOOK').accountId;
  const sender = new WebhookSender(url, pageId);
  try {
    const simulatorsUrl = `http://127.0.0.1:${await simulators.call<number>('start', `${url}${WEBHOOK_PATH}`)}`;
    await liftLimits(simulatorsUrl);
    await system.call('start', { databaseUrl: database.url, simulatorsUrl, port } satisfies SystemOptions);
    const bench = new Pipeline(database, system, simulators, simulatorsUrl);

    await bench.measure('warm-up', 0, (accepted) => sender.allAtOnce(Number(flags.get('warm-up') ?? WARM_UP), 'mixed', accepted));
    await bench.takeCalls();
    const steady = await bench.measure('auto-replies', 20, (accepted) => sender.atRate(20, seconds, 'answered', accepted));
    await bench.takeCalls();
    const profile = flags.get('profile');
    if (profile) await system.call('startProfile');
    const mixed = await bench.measure('mix', 20, (accepted) => sender.atRate(20, seconds, 'mixed', accepted));
    const calls = await bench.takeCalls();
    const statements = await database.statements();
    await database.stopCountingStatements();
    const steps: Phase[] = [];
    for (const rate of flags.get('rates')?.split(',').map(Number) ?? STEPS) {
      const step = await bench.measure('mix', rate, (accepted) => sender.atRate(rate, seconds, 'mixed', accepted));
      steps.push(step);
      if (!step.isSustained) break;
    }
    const drained = await bench.measure('backlog', 0, (accepted) =>
      sender.allAtOnce(Number(flags.get('backlog') ?? BACKLOG), 'mixed', accepted),
    );
    if (profile) await system.call('writeProfile', fileURLToPath(new URL(`results/${profile}`, import.meta.url)));
    return report({ steady, mixed, steps, drained, calls, statements });
  } finally {
    await sender.close();
    await system.stop();
    await simulators.stop();
    await database.stop();
  }
}

class Pipeline {
  readonly #database: BenchDatabase;
  readonly #system: Child;
  readonly #simulators: Child;
  readonly #simulatorsUrl: string;

  constructor(database: BenchDatabase, system: Child, simulators: Child, simulatorsUrl: string) {
    this.#database = database;
    this.#system = system;
    this.#simulators = simulators;
    this.#simulatorsUrl = simulatorsUrl;
  }

  takeCalls(): Promise<[string, CallCount][]> {
    return this.#system.call('takeCalls');
  }

  /** `perSecond` 0: as fast as it goes. */
  async measure(name: string, perSecond: number, send: (accepted: Accepted) => Promise<void>): Promise<Phase> {
    await untilQuiet(this.#database);
    await emptyJournals(this.#simulatorsUrl);
    await this.#database.forgetStatements();
    const before = await this.#counters();
    const accepted: Accepted = new Map();
    const startedAt = performance.now();
    await send(accepted);
    const waiting = await countWaiting(this.#database, 1);
    await untilQuiet(this.#database);
    const elapsedMs = performance.now() - startedAt;
    const after = await this.#counters();
    const statements = await this.#database.statements();

    const answered = await readAnswers(this.#simulatorsUrl);
    const latenciesMs = [...accepted].flatMap(([psid, at]) => {
      const answeredAt = answered.get(psid);
      return answeredAt === undefined ? [] : [answeredAt - at];
    });
    if (latenciesMs.length === 0) throw new Error('no message was answered by the machine');
    const each = (total: number): number => total / accepted.size;
    return {
      name,
      perSecond: perSecond || (accepted.size * 1000) / elapsedMs,
      messages: accepted.size,
      answered: latenciesMs.length,
      latencies: latenciesOf(latenciesMs),
      waiting,
      isSustained: waiting < perSecond / 2,
      writes: each(after.writes - before.writes),
      statements: statements.length === 0 ? null : each(statements.reduce((sum, { calls }) => sum + calls, 0)),
      cpuMs: {
        system: each(after.systemMs - before.systemMs),
        database: each(after.databaseMs - before.databaseMs),
        simulators: each(after.simulatorsMs - before.simulatorsMs),
      },
    };
  }

  async #counters() {
    return {
      writes: await this.#database.writeTransactions(),
      systemMs: await this.#system.call<number>('cpuMs'),
      databaseMs: this.#database.cpuMs(),
      simulatorsMs: await this.#simulators.call<number>('cpuMs'),
    };
  }
}

interface Findings {
  readonly steady: Phase;
  readonly mixed: Phase;
  readonly steps: readonly Phase[];
  readonly drained: Phase;
  readonly calls: readonly [string, CallCount][];
  readonly statements: readonly StatementCount[];
}

function report({ steady, mixed, steps, drained, calls, statements }: Findings): BenchResult {
  const sustained = [mixed, ...steps].filter(({ isSustained }) => isSustained).at(-1)?.perSecond ?? 0;
  printCalls(calls, mixed.messages);
  return {
    name: 'pipeline',
    headers: [
      'messages',
      'a second',
      'answered',
      'p50 ms',
      'p95 ms',
      'p99 ms',
      'waiting',
      'writes',
      'statements',
      'CPU ms: Parley',
      'PostgreSQL',
      'simulators',
    ],
    rows: [steady, mixed, ...steps, drained].map((phase) => [
      phase.name,
      rounded(phase.perSecond, 0),
      `${Math.round((phase.answered / phase.messages) * 100)} %`,
      rounded(phase.latencies.p50),
      rounded(phase.latencies.p95),
      rounded(phase.latencies.p99),
      Math.round(phase.waiting),
      rounded(phase.writes, 2),
      phase.statements === null ? '' : rounded(phase.statements),
      rounded(phase.cpuMs.system),
      rounded(phase.cpuMs.database),
      rounded(phase.cpuMs.simulators),
    ]),
    json: { steady, mixed, steps, drained, sustained, calls: Object.fromEntries(calls), statements },
    targets: [
      target('p95 at 20 messages a second', WANTED.p95Ms, steady.latencies.p95, 'ms', 'at most'),
      target('p95 at 20 messages a second, mixed', WANTED.p95Ms, mixed.latencies.p95, 'ms', 'at most'),
      target('messages a second sustained', WANTED.perSecond, sustained, '', 'at least'),
      target('write transactions a message, 20 a second', WANTED.writes, Math.max(steady.writes, mixed.writes), '', 'at most'),
      target('write transactions a message, backlog', WANTED.writes, drained.writes, '', 'at most'),
    ],
  };
}

function target(name: string, wanted: number, measured: number, unit: string, bound: 'at most' | 'at least'): Target {
  return {
    name,
    wanted: `${bound} ${wanted} ${unit}`.trim(),
    measured: `${rounded(measured)} ${unit}`.trim(),
    met: bound === 'at most' ? measured <= wanted : measured >= wanted,
  };
}

function printCalls(calls: readonly [string, CallCount][], messages: number): void {
  console.log('\ndatabase calls at 20 messages a second, mixed');
  for (const [name, { deliveries, calls: made }] of [...calls].sort(([, a], [, b]) => b.calls - a.calls)) {
    const each = deliveries > 0 ? `, ${rounded(made / deliveries)} each of ${deliveries}` : '';
    console.log(`  ${name.padEnd(32)} ${rounded(made / messages, 2)} a message${each}`);
  }
}
