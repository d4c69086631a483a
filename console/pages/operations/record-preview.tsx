import { Alert, Button, Group, NativeSelect, Stack, Table } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../i18n/language.tsx';
import type { FieldMapping } from './field-mapping.ts';
import { Problem } from './problem.tsx';
import { useRecordPreview } from './use-record-preview.ts';

/** A dry run: nothing is written. */
export function RecordPreview({ connectionId, mapping }: { connectionId: string; mapping: FieldMapping }) {
  const text = useText();
  const [chosen, setChosen] = useState<string | null>(null);
  const dryRun = useRecordPreview(connectionId);
  if (!dryRun || dryRun.leads.length === 0) return null;
  const { leads, preview, problem, isBusy, ask } = dryRun;
  const leadId = chosen ?? leads[0]?.id ?? '';
  return (
    <Stack gap="xs">
      <Group align="end" gap="xs">
        <NativeSelect
          label={text('crm.previewLead')}
          size="xs"
          value={leadId}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={leads.map(({ id, points, contact }) => ({
            value: id,
            label: `${contact?.displayName ?? text('contact.unknown')} · ${points}`,
          }))}
        />
        <Button size="xs" variant="light" loading={isBusy} onClick={() => void ask(leadId, mapping)}>
          {text('crm.preview')}
        </Button>
      </Group>
      <Problem words={problem} />
      {preview?.problems.map((words) => (
        <Alert key={words} color="orange" role="status">
          {words}
        </Alert>
      ))}
      {preview && (
        <Table.ScrollContainer minWidth={280}>
          <Table aria-label={text('crm.previewed')}>
            <Table.Tbody>
              {Object.entries(preview.record).map(([field, value]) => (
                <Table.Tr key={field}>
                  <Table.Th scope="row">{field}</Table.Th>
                  <Table.Td className="as-written">{value === null ? '–' : String(value)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Stack>
  );
}
