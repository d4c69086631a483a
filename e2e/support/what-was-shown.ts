import { afterEach } from 'vitest';
import { openPages } from './open-pages.ts';

const MOST_LINES = 80;
const LOOK_MS = 2_000;

// what its pages showed is told with a story's failure: of a run elsewhere nothing else is left
afterEach(async ({ task }) => {
  const [error] = task.result?.errors ?? [];
  if (task.result?.state !== 'fail' || !error) return;
  for (const page of openPages) {
    const shown = await page
      .ariaSnapshot({ timeout: LOOK_MS })
      .catch((reason: unknown) => `it could not be looked at: ${reason}`);
    error.message += `\n\n${page.url()} showed:\n${shown.split('\n').slice(0, MOST_LINES).join('\n')}`;
  }
});
