import { afterEach } from 'vitest';

/** An open page, as the browser's stories know it; this file is loaded for every spec, and a browser's library is not. */
interface ShownPage {
  url(): string;
  ariaSnapshot(options: { timeout: number }): Promise<string>;
  once(event: 'close', listener: () => void): unknown;
}

const MOST_LINES = 80;
const LOOK_MS = 2_000;

const openPages = new Set<ShownPage>();

/** Until it is closed, what the page shows is told with a story's failure: of a run elsewhere nothing else is left. */
export function watchPage(page: ShownPage): void {
  openPages.add(page);
  page.once('close', () => openPages.delete(page));
}

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
