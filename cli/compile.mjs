// Compiles every TypeScript file that runs, so that a start compiles nothing (`npm ci` does this once).
import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compiled } from './run-typescript.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const files = globSync('{kernel,schema,gateway,subgraphs,simulators,cli}/**/*.ts', {
  cwd: root,
  exclude: ['gateway/explorer/**', '**/*.spec.ts'],
});
for (const file of files) compiled(`${root}${file}`);
