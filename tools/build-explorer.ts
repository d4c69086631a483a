// Builds gateway/explorer into dist/explorer. `--if-stale` (npm's `prepare`, so `npm ci` makes the page) does it only when
// something that goes into the page changed since.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { listSources } from './list-sources.ts';

const SOURCES = 'gateway/explorer';
const STAMP = 'dist/explorer/built-from';

const digest = createHash('sha256');
for (const path of ['package-lock.json', ...listSources(SOURCES)]) digest.update(`${path}\0`).update(readFileSync(path));
const builtFrom = digest.digest('hex');

const ifStale = process.argv.includes('--if-stale');
if (ifStale && !existsSync('node_modules/vite')) {
  // `npm ci --omit=dev`: an image takes dist/ from its build stage.
  console.log('explorer: not built, the development dependencies are not installed');
} else if (!ifStale || !existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== builtFrom) {
  const startedAt = performance.now();
  const { build } = await import('vite');
  await build({ configFile: `${SOURCES}/vite.config.ts` });
  // Last: a build that was cut off leaves no stamp and is made again.
  writeFileSync(STAMP, builtFrom);
  console.log(`explorer: built into dist/explorer (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
}
