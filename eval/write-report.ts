import { type Floor, faultsOf, holds, type Ran, reaches, type Table } from './section.ts';

export interface HowRun {
  readonly seconds: number;
  readonly cores: number;
  readonly all: boolean;
  readonly node: string;
}

const tableOf = ({ columns, rows }: Table): string =>
  [columns, columns.map(() => '---'), ...rows].map((row) => `| ${row.map(inCell).join(' | ')} |`).join('\n');

/** Messages stand in tables too, whatever is in them. */
const inCell = (cell: string | number): string => String(cell).replaceAll('|', '\\|').replaceAll('\n', ' ');

const wanted = (value: number | undefined, { better }: Floor): string =>
  value === undefined ? '' : `${better === 'more' ? '≥' : '≤'} ${value}`;

const outcomeOf = (floor: Floor): string => {
  if (!holds(floor)) return '**missed**';
  if (floor.aim === undefined) return 'holds';
  return reaches(floor.measured, floor.aim, floor.better) ? 'reaches the aim' : 'holds, short of the aim';
};

/** The report as Markdown; plots stand beside it as SVG. */
export function writeReport(sections: readonly Ran[], { seconds, cores, all, node }: HowRun): string {
  const floors = sections.flatMap(({ section }) => section?.floors ?? []);
  const faults = faultsOf(sections);
  const cpuSeconds = sections.reduce((sum, ran) => sum + ran.cpuSeconds, 0);
  const summary = tableOf({
    columns: ['what', 'measured', 'asked', 'fails beyond', 'aim', ''],
    rows: floors.map((floor) => [
      floor.what,
      floor.measured.toFixed(3),
      wanted(floor.asked, floor),
      wanted(floor.floor, floor),
      wanted(floor.aim, floor),
      outcomeOf(floor),
    ]),
  });
  const times = tableOf({
    columns: ['section', 'seconds', 'of a core', 'load at its end'],
    rows: sections.map((ran) => [ran.name, ran.seconds.toFixed(1), ran.cpuSeconds.toFixed(1), ran.load.toFixed(1)]),
  });
  const parts = sections.map(({ name, section, failure }) =>
    section === null
      ? `## ${name}\n\n**Did not run:** ${failure}`
      : [
          `## ${section.title}`,
          section.method,
          `*Chosen on:* ${section.chosenOn}`,
          ...section.tables.map(tableOf),
          ...(section.plots ?? []).map((plot) => `![${plot.y} by ${plot.x}](${plot.name}.svg)`),
        ].join('\n\n'),
  );
  return `${[
    '# What the built-in agents can do',
    `Written by \`npm run eval\`: no key, no network, Node ${node} on ${cores} cores, ${seconds.toFixed(0)} s, ${cpuSeconds.toFixed(0)} s of a core besides databases and the processes of the part about all agents. ${
      all ? 'Every message of the data.' : 'Half of the messages where the sentence encoder is measured (`-- --all`: every one).'
    } ${faults.length === 0 ? 'Every floor holds.' : `**${faults.join('; ')}.**`}`,
    summary,
    '"Asked" is what the task asks for at least, "aim" what it hopes for; a floor of ours that is stricter than what is asked keeps what has been reached. A figure that was chosen on the data it is measured on flatters: each part says what was.',
    ...parts,
    '## What it took',
    times,
  ].join('\n\n')}\n`;
}
