import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BenchOptions, type BenchResult, measured, printTable, writeResult } from './bench.ts';

const DEFAULT_SECONDS = 10;
const SUFFIX = '.bench.ts';

const available = readdirSync(new URL('.', import.meta.url))
  .filter((file) => file.endsWith(SUFFIX))
  .map((file) => file.slice(0, -SUFFIX.length))
  .sort();

const { names, flags } = parse(process.argv.slice(2));
const unknown = names.filter((name) => !available.includes(name));
const seconds = Number(flags.get('seconds') ?? DEFAULT_SECONDS);
if (unknown.length > 0 || !(seconds > 0)) {
  console.error(`Usage: npm run bench [${available.join('|')}] [-- --seconds ${DEFAULT_SECONDS}]`);
  process.exit(2);
}

let missed = 0;
for (const name of names.length > 0 ? names : available) {
  const { run } = (await import(`./${name}${SUFFIX}`)) as { run: (options: BenchOptions) => Promise<BenchResult> };
  const tempDir = mkdtempSync(join(tmpdir(), `parley-bench-${name}-`));
  const remove = (): void => rmSync(tempDir, { recursive: true, force: true, maxRetries: 3 });
  process.once('exit', remove);
  try {
    const result = await measured(() => run({ seconds, tempDir, flags }));
    printTable(result);
    writeResult(result);
    missed += result.targets?.filter(({ met }) => !met).length ?? 0;
  } finally {
    process.off('exit', remove);
    remove();
  }
}
// a missed target is said, and fails the command only where that is asked for: the machine may be busy with something else
process.exit(missed > 0 && flags.has('strict') ? 1 : 0);

function parse(args: readonly string[]): { names: string[]; flags: Map<string, string> } {
  const found = { names: [] as string[], flags: new Map<string, string>() };
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (!arg.startsWith('--')) {
      found.names.push(arg);
      continue;
    }
    const next = args[at + 1];
    const hasValue = next !== undefined && !next.startsWith('--');
    found.flags.set(arg.slice(2), hasValue ? next : 'true');
    if (hasValue) at++;
  }
  return found;
}
