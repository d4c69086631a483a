import { loadavg } from 'node:os';
import type { EvalOptions, Evaluate, Ran } from './section.ts';

export interface SectionRequest extends EvalOptions {
  readonly name: string;
}

/** One section's process: what it leaves in memory, and how long it keeps a core, is nobody else's. */
process.once('message', ({ name, ...options }: SectionRequest) => {
  void evaluateSection(name, options).then((ran) => process.send?.(ran, () => process.exit()));
});

async function evaluateSection(name: string, options: EvalOptions): Promise<Ran> {
  const startedAt = performance.now();
  const [section, failure] = await measured(name, options);
  const { user, system } = process.cpuUsage();
  return {
    name,
    section,
    failure,
    seconds: (performance.now() - startedAt) / 1000,
    cpuSeconds: (user + system) / 1e6,
    load: loadavg()[0] ?? 0,
  };
}

async function measured(name: string, options: EvalOptions): Promise<[Ran['section'], Ran['failure']]> {
  try {
    const { evaluate } = (await import(`./${name}.eval.ts`)) as { evaluate: Evaluate };
    return [await evaluate(options), null];
  } catch (error) {
    return [null, error instanceof Error ? (error.stack ?? error.message) : String(error)];
  }
}
