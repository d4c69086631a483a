import { Table } from '@mantine/core';
import { useText } from '../../../i18n/language.tsx';

/** What a chart shows, in words: behind a disclosure for who cannot or would rather not read the drawing. */
export function ChartTable({
  label,
  head,
  rows,
}: {
  label: string;
  head: readonly string[];
  rows: readonly (readonly string[])[];
}) {
  const text = useText();
  return (
    <details>
      <summary>
        {text('insights.asTable')}: {label}
      </summary>
      <DataTable label={label} head={head} rows={rows} />
    </details>
  );
}

const COLUMN_PX = 104;

/** A plain table of numbers: the first column names its row. */
export function DataTable({
  label,
  head,
  rows,
}: {
  label: string;
  head: readonly string[];
  rows: readonly (readonly string[])[];
}) {
  return (
    <Table.ScrollContainer
      type="native"
      minWidth={Math.max(320, head.length * COLUMN_PX)}
      mah={360}
      tabIndex={0}
      role="region"
      aria-label={label}
    >
      <Table aria-label={label} className="numbers">
        <Table.Thead>
          <Table.Tr>
            {head.map((name) => (
              <Table.Th key={name}>{name}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row[0]}>
              {row.map((cell, column) => (
                <Table.Td key={head[column]}>{cell}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
