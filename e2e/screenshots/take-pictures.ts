import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Places } from './fill-day.ts';
import type { Picture, Words } from './pictures.ts';

const THEMES = ['light', 'dark'] as const;
const SIZES = {
  desk: { viewport: { width: 1440, height: 900 } },
  // a finger, and no keyboard
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
} as const;

export interface Taken {
  readonly name: string;
  readonly file: string;
}

interface Studio {
  readonly browser: Browser;
  readonly url: string;
  readonly folder: string;
  readonly locale: string;
  readonly places: Places;
  /** No more than a window shows, of long pages too. */
  readonly isWindowOnly: boolean;
  tokenOf(subject: string): Promise<string>;
}

/** Each picture in both themes, at a desk and on a phone. Throws for the first that does not come to be, and names it. */
export async function takePictures(studio: Studio, pictures: readonly Picture[]): Promise<Taken[]> {
  const taken: Taken[] = [];
  for (const picture of pictures) {
    for (const theme of THEMES) {
      for (const size of Object.keys(SIZES) as (keyof typeof SIZES)[]) {
        const file = `${picture.name}-${theme}-${size}.png`;
        const context = await studio.browser.newContext({
          locale: studio.locale,
          timezoneId: 'Europe/Vienna',
          colorScheme: theme,
          ...SIZES[size],
          // nothing is caught halfway
          reducedMotion: 'reduce',
        });
        try {
          await take(studio, context, picture, join(studio.folder, file));
        } catch (error) {
          throw new Error(`no picture ${file}`, { cause: error });
        } finally {
          await context.close();
        }
        taken.push({ name: picture.name, file });
      }
    }
  }
  return taken;
}

async function take(studio: Studio, context: BrowserContext, picture: Picture, path: string): Promise<void> {
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await makeCuttable(page);
  const say = wordsOf(studio.locale);
  const token = picture.as === '' ? '' : `#token=${await studio.tokenOf(picture.as)}`;
  const address = typeof picture.address === 'string' ? picture.address : picture.address(studio.places);
  await page.goto(`${studio.url}${address}${token}`);
  await settle(page);
  await picture.arrange?.(page, say);
  await settle(page);
  await page.screenshot({
    path,
    fullPage: picture.isWhole === true && !studio.isWindowOnly,
    animations: 'disabled',
    caret: 'hide',
  });
  await picture.tidy?.(page, say);
}

async function settle(page: Page): Promise<void> {
  await page.getByRole('heading').first().waitFor();
  await page.waitForLoadState('networkidle');
  await page.locator('.mantine-Loader-root').first().waitFor({ state: 'detached' });
}

/** `cutLiveConnection()` in the page ends its live connection, and no other comes to be. */
async function makeCuttable(page: Page): Promise<void> {
  const open = new Set<() => void>();
  let isCut = false;
  await page.routeWebSocket('**/graphql', (socket) => {
    if (isCut) return void socket.close();
    socket.connectToServer();
    open.add(() => void socket.close());
  });
  await page.exposeFunction('cutLiveConnection', () => {
    isCut = true;
    for (const close of open) close();
  });
}

/** Sentences with nothing to fill in, as the catalogue has them. */
function wordsOf(locale: string): Words {
  const language = locale.startsWith('de') ? 'de' : 'en';
  const catalogue = JSON.parse(readFileSync(new URL(`../../console/i18n/${language}.json`, import.meta.url), 'utf8'));
  return (id) => catalogue[id];
}
