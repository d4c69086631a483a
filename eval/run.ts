import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { drawPlot } from './draw-plot.ts';
import { hasSharedData } from './read-shared.ts';
import { runSections } from './run-sections.ts';
import { faultsOf, holds } from './section.ts';
import { writeReport } from './write-report.ts';

const SUFFIX = '.eval.ts';
const RESULTS = new URL('./results/', import.meta.url);

const available = readdirSync(new URL('.', import.meta.url))
  .filter((file) => file.endsWith(SUFFIX))
  .map((file) => file.slice(0, -SUFFIX.length))
  .sort();
const all = process.argv.includes('--all');
const names = process.argv.slice(2).filter((argument) => argument !== '--all');
const unknown = names.filter((name) => !available.includes(name));
if (unknown.length > 0) {
  console.error(`Usage: npm run eval [-- ${available.join(' | ')}] [--all]`);
  process.exit(2);
}
if (!hasSharedData()) {
  console.error('The labelled text is not there: it is read from ../shared/data, beside the project.');
  process.exit(2);
}

const startedAt = performance.now();
const ran = await runSections(names.length > 0 ? [...new Set(names)] : available, { all }, ({ name, seconds, cpuSeconds }) =>
  console.log(`${name}: ${seconds.toFixed(1)} s, ${cpuSeconds.toFixed(1)} s of a core`),
);
const how = { seconds: (performance.now() - startedAt) / 1000, cores: availableParallelism(), all, node: process.version };

mkdirSync(RESULTS, { recursive: true });
for (const plot of ran.flatMap(({ section }) => section?.plots ?? [])) {
  writeFileSync(new URL(`${plot.name}.svg`, RESULTS), drawPlot(plot));
}
writeFileSync(new URL('report.json', RESULTS), `${JSON.stringify({ ...how, sections: ran }, null, 1)}\n`);
writeFileSync(new URL('report.md', RESULTS), writeReport(ran, how));

for (const floor of ran.flatMap(({ section }) => section?.floors ?? [])) {
  const { what, measured, floor: least, better } = floor;
  console.log(
    `${holds(floor) ? 'holds ' : 'MISSED'}  ${what}: ${measured.toFixed(3)} (${better === 'more' ? 'at least' : 'at most'} ${least})`,
  );
}
const faults = faultsOf(ran);
for (const fault of faults) console.error(fault);
console.log(`${how.seconds.toFixed(0)} s; eval/results/report.md has it all.`);
process.exit(faults.length === 0 ? 0 : 1);
