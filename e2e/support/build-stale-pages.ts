import { execFileSync } from 'node:child_process';

/** The browser's stories run over what is built: a console that was changed since is built first. */
export function setup(): void {
  execFileSync(process.execPath, ['tools/build-pages.ts', '--if-stale'], {
    stdio: 'inherit',
    // the runner's own NODE_ENV would build a page for developers
    env: { ...process.env, NODE_ENV: 'production' },
  });
}
