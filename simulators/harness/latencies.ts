import { z } from 'zod';
import type { Call } from './call.ts';
import { matchCall, matchSchema } from './match-call.ts';
import { type Random, seededRandom } from './seeded-random.ts';

const latencySchema = z
  .strictObject({
    match: matchSchema.default({}),
    p50Ms: z.number().positive(),
    p95Ms: z.number().positive(),
    seed: z.int().optional(),
  })
  .refine(({ p50Ms, p95Ms }) => p95Ms >= p50Ms, 'p95Ms is at least p50Ms');

/** One distribution, or several in the order in which they are tried. */
export const latenciesSchema = z.preprocess((body) => (Array.isArray(body) ? body : [body]), z.array(latencySchema));

export type Latency = z.output<typeof latencySchema>;

/** How many standard deviations above the mean the 95th percentile of a normal distribution stands. */
const Z95 = 1.6449;

/** How long each call takes, beside whatever fault strikes it: log-normal, as the answers of services over a network are. */
export class Latencies {
  #set: { latency: Latency; random: Random }[] = [];

  constructor(private readonly prefix: string) {}

  set(latencies: Latency[]): void {
    this.#set = latencies.map((latency) => ({ latency, random: seededRandom(latency.seed) }));
  }

  list(): Latency[] {
    return this.#set.map(({ latency }) => latency);
  }

  /** 0 for a call that none is set for. */
  drawMs(call: Call): number {
    const found = this.#set.find(({ latency }) => matchCall(latency.match, call, this.prefix));
    if (!found) return 0;
    const { p50Ms, p95Ms } = found.latency;
    return p50Ms * Math.exp((Math.log(p95Ms / p50Ms) / Z95) * normal(found.random));
  }
}

/** Standard normal, by Box and Muller. */
const normal = (random: Random): number => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
