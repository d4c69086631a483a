import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { drawPlot } from './draw-plot.ts';
import { hasSharedData } from './read-shared.ts';
import { holds, type Section } from './section.ts';
import { writeReport } from './write-report.ts';

const SUFFIX = '.eval.ts';
const RESULTS = new URL('./results/', import.meta.url);

const available = readdirSync(new URL('.', import.meta.url))
  .filter((file) => file.endsWith(SUFFIX))
  .map((file) => file.slice(0, -SUFFIX.length))
  .sort();
const names = process.argv.slice(2);
const unknown = names.filter((name) => !available.includes(name));
if (unknown.length > 0) {
  console.error(`Usage: npm run eval [${available.join('|')}]`);
  process.exit(2);
}
if (!hasSharedData()) {
  console.error('The labelled text is not there: it is read from ../shared/data, beside the project.');
  process.exit(2);
}

const sections: Section[] = [];
for (const name of names.length > 0 ? names : available) {
  const startedAt = performance.now();
  const { evaluate } = (await import(`./${name}${SUFFIX}`)) as { evaluate: () => Section | Promise<Section> };
  sections.push(await evaluate());
  console.log(`${name}: ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}

mkdirSync(RESULTS, { recursive: true });
for (const plot of sections.flatMap(({ plots = [] }) => plots)) {
  writeFileSync(new URL(`${plot.name}.svg`, RESULTS), drawPlot(plot));
}
writeFileSync(new URL('report.json', RESULTS), `${JSON.stringify(sections, null, 1)}\n`);
writeFileSync(new URL('report.md', RESULTS), writeReport(sections));

const floors = sections.flatMap(({ floors: own = [] }) => own);
for (const floor of floors) {
  const { what, measured, floor: least, better } = floor;
  console.log(
    `${holds(floor) ? 'holds ' : 'MISSED'}  ${what}: ${measured.toFixed(3)} (${better === 'more' ? 'at least' : 'at most'} ${least})`,
  );
}
process.exit(floors.every(holds) ? 0 : 1);
