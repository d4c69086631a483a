// Builds the pages that the gateway serves: console/ into dist/console, gateway/explorer into dist/explorer; a name builds that one alone.
// `--if-stale` (npm's `prepare`, so `npm ci` makes them, `npm start` and the tests) does it only where something that goes into a page
// changed since.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { compressFiles } from './compress-files.ts';
import { listSources } from './list-sources.ts';

const PAGES = { console: 'console', explorer: 'gateway/explorer' } as const;

const [name] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const ifStale = process.argv.includes('--if-stale');

for (const [page, sources] of Object.entries(PAGES)) {
  if (name !== undefined && name !== page) continue;
  const stamp = `dist/${page}/built-from`;
  const digest = createHash('sha256');
  for (const path of ['package-lock.json', ...listSources(sources)]) digest.update(`${path}\0`).update(readFileSync(path));
  const builtFrom = digest.digest('hex');

  if (ifStale && !existsSync('node_modules/vite')) {
    // `npm ci --omit=dev`: an image takes dist/ from its build stage.
    console.log(`${page}: not built, the development dependencies are not installed`);
  } else if (!ifStale || !existsSync(stamp) || readFileSync(stamp, 'utf8') !== builtFrom) {
    const startedAt = performance.now();
    const { build } = await import('vite');
    await build({ configFile: `${sources}/vite.config.ts` });
    compressFiles(`dist/${page}`);
    // Last: a build that was cut off leaves no stamp and is made again.
    writeFileSync(stamp, builtFrom);
    console.log(`${page}: built into dist/${page} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
  }
}
