import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const EXAMPLES = [
  ['noBarrelFile', 'kernel/errors/named.ts', `export { conflict } from './public-error.ts';`],
  ['noReExportAll', 'kernel/errors/all.ts', `export * from './public-error.ts';`],
  ['noProcessEnv', 'kernel/runtime/environment.ts', 'export const port = process.env.PORT;'],
  ['noConsole', 'kernel/runtime/print.ts', `console.log('ready');`],
  ['noExplicitAny', 'kernel/errors/any.ts', 'export const parse = (value: any): unknown => value;'],
  ['noNonNullAssertion', 'kernel/errors/assert.ts', 'export const first = (list: string[]): string => list[0]!;'],
  [
    'noFloatingPromises',
    'kernel/errors/float.ts',
    'const save = async (): Promise<void> => {};\nexport const run = (): void => {\n  save();\n};',
  ],
  ['noSkippedTests', 'kernel/errors/skip.spec.ts', `import { test } from 'vitest';\ntest.skip('later', () => {});`],
  ['noFocusedTests', 'kernel/errors/only.spec.ts', `import { test } from 'vitest';\ntest.only('this', () => {});`],
  [
    'noExcessiveLinesPerFile',
    'kernel/errors/long.ts',
    Array.from({ length: 401 }, (_, i) => `export const a${i} = ${i};`).join('\n'),
  ],
  ['useFilenamingConvention', 'kernel/errors/PublicError.ts', 'export const a = 1;'],
  [
    'useImportType',
    'kernel/errors/type.ts',
    `import { Buffer } from 'node:buffer';\nexport const size = (b: Buffer): number => b.length;`,
  ],
  ['useImportExtensions', 'kernel/errors/extension.ts', `import { assert } from './assert';\nexport const a = assert;`],
  ['noUndeclaredDependencies', 'kernel/errors/dependency.ts', `import lodash from 'lodash';\nexport const a = lodash;`],
] as const;

const ALLOWED = [
  ['kernel/config/environment.ts', 'export const port = process.env.PORT;'],
  ['cli/print.ts', `console.log('ready');`],
  ['kernel/errors/first.spec.ts', 'export const first = (list: string[]): string => list[0]!;'],
] as const;

describe('the lint rules that the design leans on', () => {
  let folder: string;
  let diagnostics: { category: string; path: string }[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parley-lint-'));
    for (const file of ['biome.json', 'package.json', '.gitignore']) await cp(file, join(folder, file));
    for (const [path, source] of [...EXAMPLES.map(([, path, source]) => [path, source] as const), ...ALLOWED]) {
      await mkdir(join(folder, dirname(path)), { recursive: true });
      await writeFile(join(folder, path), `${source}\n`);
    }
    diagnostics = await lint(folder);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.each(EXAMPLES)('%s refuses its example', (rule, path) => {
    const rules = diagnostics.filter((diagnostic) => diagnostic.path === path).map(({ category }) => category.split('/').at(-1));
    expect(rules).toContain(rule);
  });

  test('the environment may be read where it is read once, the console where a person reads it', () => {
    const paths: string[] = ALLOWED.map(([path]) => path);
    expect(diagnostics.filter(({ path }) => paths.includes(path))).toEqual([]);
  });
});

function lint(folder: string): Promise<{ category: string; path: string }[]> {
  const biome = fileURLToPath(import.meta.resolve('@biomejs/biome/bin/biome'));
  return new Promise((resolve, reject) => {
    const options = { cwd: folder, maxBuffer: 2 ** 24 };
    execFile(process.execPath, [biome, 'lint', '--reporter=json', '--max-diagnostics=none', '.'], options, (error, stdout) => {
      // Findings are an exit code of 1, which is what is asked for here.
      if (error && error.code !== 1) return reject(error);
      const report: { diagnostics: { category: string; location: { path: string } }[] } = JSON.parse(stdout);
      resolve(report.diagnostics.map(({ category, location }) => ({ category, path: location.path })));
    });
  });
}
