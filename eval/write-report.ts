import { holds, type Section, type Table } from './section.ts';

const tableOf = ({ columns, rows }: Table): string =>
  [columns, columns.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

/** The report as Markdown; plots stand beside it as SVG. */
export function writeReport(sections: readonly Section[]): string {
  const floors = sections.flatMap(({ floors: own = [] }) => own);
  const summary = tableOf({
    columns: ['what', 'measured', 'wanted', ''],
    rows: floors.map((floor) => [
      floor.what,
      floor.measured.toFixed(3),
      `${floor.better === 'more' ? 'at least' : 'at most'} ${floor.floor}`,
      holds(floor) ? 'holds' : '**missed**',
    ]),
  });
  const parts = sections.map(({ title, method, tables, plots = [] }) =>
    [`## ${title}`, method, ...tables.map(tableOf), ...plots.map(({ name }) => `![${name}](${name}.svg)`)].join('\n\n'),
  );
  return `${['# What the built-in agents can do', 'Written by `npm run eval`.', summary, ...parts].join('\n\n')}\n`;
}
