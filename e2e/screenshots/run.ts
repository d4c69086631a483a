import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openBrowser } from '../support/browser.ts';
import { startSystem } from '../support/system.ts';
import { contactSheet } from './contact-sheet.ts';
import { fillDay } from './fill-day.ts';
import { PICTURES } from './pictures.ts';
import { takePictures } from './take-pictures.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** `npm run screenshots -- [--only NAME] [--out FOLDER] [--locale de] [--window]`: a Parley of its own, a day of work in it, the console in pictures. */
async function run(): Promise<void> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      window: { type: 'boolean', default: false },
      out: { type: 'string', default: 'dist/screenshots' },
      locale: { type: 'string', default: 'en-GB' },
    },
  });
  const { only } = values;
  const pictures = only === undefined ? PICTURES : PICTURES.filter(({ name }) => name.startsWith(only));
  if (pictures.length === 0)
    throw new Error(
      `no picture has a name that begins with "${only}"; there are: ${PICTURES.map(({ name }) => name).join(', ')}`,
    );
  const folder = resolve(values.out);
  mkdirSync(folder, { recursive: true });
  say('Starting Parley with the simulated outside …');
  const system = await startSystem({ env: { OPENAI_API_KEY: 'sk-sim-demo' } });
  try {
    const places = await fillDay(system, say);
    const browser = await openBrowser();
    try {
      const taken = await takePictures(
        { browser, folder, places, url: system.url, locale: values.locale, isWindowOnly: values.window, tokenOf: system.token },
        pictures,
      );
      writeFileSync(join(folder, 'index.html'), contactSheet(taken));
      say(`${taken.length} pictures: ${join(folder, 'index.html')}`);
    } finally {
      await browser.close();
    }
  } finally {
    await system.close();
  }
}

await run();
