import type { BenchOptions, BenchResult, Target } from './bench.ts';
import { type Phase, Station } from './latency/station.ts';
import { rounded } from './support/latencies.ts';

const RATES = [20, 50];
const MODELS_MS = [300, 800];
const WARM_UP = 300;
const WANTED = { p95Ms: 2_000, oursMs: 50, agentsMs: 150, encoderMegabytes: 400 };
/** Where "ours" and the built-in agents are promised; above it the encoder may be shed. */
const STEADY = 20;
const MEGABYTE = 1_048_576;

/**
 * How long a customer waits, and how much of that is ours: from the 200 of a webhook to the reply at the platform and the person at the CRM,
 * with a vendor's models that take their time, two calls a message, and the sentence encoder in the process.
 */
export async function run({ seconds, tempDir, flags }: BenchOptions): Promise<BenchResult> {
  const numbers = (flag: string, otherwise: readonly number[]): readonly number[] =>
    flags.get(flag)?.split(',').map(Number) ?? otherwise;
  const warmUp = Number(flags.get('warm-up') ?? WARM_UP);
  const using = async <T>(
    name: string,
    options: Parameters<typeof Station.open>[2],
    work: (station: Station) => Promise<T>,
  ): Promise<T> => {
    const station = await Station.open(tempDir, name, options);
    try {
      await station.warmUp(warmUp, 'addressed');
      return await work(station);
    } finally {
      await station.close();
    }
  };
  const steady = async (station: Station) => {
    const phase = await station.measure(STEADY, seconds, 'addressed', 0);
    return { phase, bytes: await station.rssBytes() };
  };

  const without = await using('without', { hasEncoder: false }, steady);
  const builtIn = await using('built-in', { hasEncoder: true }, steady);
  const paid = await using('vendors', { hasEncoder: true, hasVendors: true }, async (station) => {
    const phases: Phase[] = [];
    for (const modelMs of numbers('models', MODELS_MS))
      for (const rate of numbers('rates', RATES)) phases.push(await station.measure(rate, seconds, 'addressed', modelMs));
    return phases;
  });
  return report(
    { ...without.phase, name: 'built-in, no encoder' },
    builtIn.phase,
    paid,
    (builtIn.bytes - without.bytes) / MEGABYTE,
  );
}

function report(without: Phase, builtIn: Phase, paid: readonly Phase[], encoderMegabytes: number): BenchResult {
  const phases = [without, builtIn, ...paid];
  return {
    name: 'latency',
    headers: [
      ...['models', 'a second', 'answered', 'to the platform p50', 'p95', 'to the CRM p95', 'ours p50', 'p95', 'agents p95'],
      ...['calls a message', 'at once', 'encoded', 'shed'],
    ],
    rows: phases.map((phase) => [
      phase.name,
      phase.perSecond,
      `${Math.round((phase.toPlatform.count / phase.messages) * 100)} %`,
      rounded(phase.toPlatform.p50),
      rounded(phase.toPlatform.p95),
      rounded(phase.toCrm.p95),
      rounded(phase.ours.p50),
      rounded(phase.ours.p95),
      rounded(phase.agents.p95),
      rounded(phase.modelCalls),
      phase.mostAtOnce,
      share(phase.encoder.encoded, phase),
      share(phase.encoder.shed, phase),
    ]),
    json: { phases, encoderMegabytes },
    targets: [
      ...paid.map((phase) => target(`to the platform, ${nameOf(phase)}`, WANTED.p95Ms, phase.toPlatform.p95, 'ms')),
      ...paid.map((phase) => target(`to the CRM, ${nameOf(phase)}`, WANTED.p95Ms, phase.toCrm.p95, 'ms')),
      ...paid
        .filter(({ perSecond }) => perSecond === STEADY)
        .map((phase) => target(`ours in it, ${nameOf(phase)}`, WANTED.oursMs, phase.ours.p95, 'ms')),
      target('built-in agents, a message', WANTED.agentsMs, builtIn.agents.p95, 'ms'),
      target('memory that the encoder takes', WANTED.encoderMegabytes, encoderMegabytes, 'MB'),
    ],
  };
}

const nameOf = ({ name, perSecond }: Phase): string => `${name}, ${perSecond} a second`;

const share = (texts: number, { messages }: Phase): string => `${Math.round((texts / messages) * 100)} %`;

/** All of them at the 95th percentile. */
const target = (name: string, wanted: number, measured: number, unit: string): Target => ({
  name,
  wanted: `at most ${wanted} ${unit}`,
  measured: `${rounded(measured)} ${unit}`,
  met: measured <= wanted,
});
