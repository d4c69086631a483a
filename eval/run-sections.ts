import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { SectionRequest } from './evaluate-section.ts';
import type { EvalOptions, Ran } from './section.ts';

const RUN_TYPESCRIPT = new URL('../cli/run-typescript.mjs', import.meta.url).href;
const EVALUATE = fileURLToPath(new URL('./evaluate-section.ts', import.meta.url));
const AT_ONCE = 2;
/** The longest first, so that both cores are done at the same time; whatever is not named comes behind them. */
const FIRST = ['intent', 'retrieval', 'calibration', 'spam', 'leads'];
/** What a message takes is measured while nothing else does. */
const ALONE = new Set(['agents']);

export function planOf(names: readonly string[]): { together: string[]; alone: string[] } {
  const placeOf = (name: string): number => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
  return {
    together: names.filter((name) => !ALONE.has(name)).sort((one, other) => placeOf(one) - placeOf(other)),
    alone: names.filter((name) => ALONE.has(name)),
  };
}

/** Each section in a process of its own, two at a time; in the order of their names. */
export async function runSections(names: readonly string[], options: EvalOptions, tell: (ran: Ran) => void): Promise<Ran[]> {
  const { together, alone } = planOf(names);
  const done: Ran[] = [];
  const run = async (name: string): Promise<void> => {
    const ran = await inOwnProcess({ name, ...options });
    tell(ran);
    done.push(ran);
  };
  const waiting = together.values();
  const work = async (): Promise<void> => {
    for (const name of waiting) await run(name);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  for (const name of alone) await run(name);
  return done.sort((one, other) => one.name.localeCompare(other.name));
}

function inOwnProcess(request: SectionRequest): Promise<Ran> {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const child = fork(EVALUATE, [], { execArgv: ['--import', RUN_TYPESCRIPT], serialization: 'advanced' });
    const seconds = (): number => (performance.now() - startedAt) / 1000;
    const gone = (why: string): void =>
      resolve({ name: request.name, section: null, failure: why, seconds: seconds(), cpuSeconds: 0, load: 0 });
    child.once('message', (ran: Ran) => resolve(ran));
    child.once('error', ({ message }) => gone(message));
    // behind its message, if there was one
    child.once('close', (code, signal) => gone(`its process ended by itself (${signal ?? code})`));
    child.send(request);
  });
}
