import { z } from 'zod';
import type { Call } from './call.ts';
import { matchCall, matchSchema } from './match-call.ts';
import { type Random, seededRandom } from './seeded-random.ts';

const faultSchema = z
  .strictObject({
    match: matchSchema.default({}),
    status: z.int().min(200).max(599).optional(),
    body: z.unknown().optional(),
    headers: z.record(z.string(), z.string()).optional(),
    delayMs: z.int().min(0).optional(),
    hang: z.boolean().optional(),
    drop: z.boolean().optional(),
    cut: z.boolean().optional(),
    times: z.int().min(1).optional(),
    probability: z.number().min(0).max(1).optional(),
    seed: z.int().optional(),
    applied: z.boolean().optional(),
    withholdEcho: z.boolean().optional(),
  })
  .refine((fault) => [fault.hang, fault.drop, fault.cut].filter(Boolean).length < 2, 'hang, drop and cut exclude each other')
  .refine(
    (fault) => !((fault.hang || fault.drop) && givesAnswer(fault)),
    'hang and drop give no answer: leave status, body and headers out',
  )
  .refine(
    (fault) => fault.hang || fault.drop || fault.cut || givesAnswer(fault) || fault.delayMs || fault.withholdEcho,
    'this fault does nothing: give status, body, headers, delayMs, hang, drop, cut or withholdEcho',
  );

/** One fault, or several in the order in which they are tried. */
export const faultsSchema = z.preprocess((body) => (Array.isArray(body) ? body : [body]), z.array(faultSchema));

export type Fault = z.output<typeof faultSchema>;

function givesAnswer(fault: { status?: unknown; body?: unknown; headers?: unknown }): boolean {
  return fault.status !== undefined || fault.body !== undefined || fault.headers !== undefined;
}

/** True when the service's own answer is not what the caller gets. */
export function replacesAnswer(fault: Fault): boolean {
  return Boolean(fault.hang || fault.drop) || fault.status !== undefined || fault.body !== undefined;
}

/** The faults in force for one service. The first that matches a call strikes it, and only that one. */
export class Faults {
  #armed: { fault: Fault; struck: number; random: Random }[] = [];

  constructor(private readonly prefix: string) {}

  set(faults: Fault[]): void {
    this.#armed = faults.map((fault) => ({ fault, struck: 0, random: seededRandom(fault.seed) }));
  }

  list(): (Fault & { struck: number })[] {
    return this.#armed.map(({ fault, struck }) => ({ ...fault, struck }));
  }

  strike(call: Call): { fault: Fault; index: number } | undefined {
    for (const [index, armed] of this.#armed.entries()) {
      if (armed.struck >= (armed.fault.times ?? Number.POSITIVE_INFINITY)) continue;
      if (!matchCall(armed.fault.match, call, this.prefix)) continue;
      if (armed.random.next() >= (armed.fault.probability ?? 1)) continue;
      armed.struck += 1;
      return { fault: armed.fault, index };
    }
    return undefined;
  }
}
