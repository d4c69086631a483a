import { Button, Group, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../i18n/language.tsx';
import { FACTS, type FieldMapping, readFieldMapping } from './field-mapping.ts';
import { RecordPreview } from './record-preview.tsx';

/** Which fact goes to which field of the CRM, with a dry run of what is typed. */
export function MappingForm({
  connectionId,
  saved,
  isBusy,
  onSave,
}: {
  connectionId: string;
  saved: FieldMapping;
  isBusy: boolean;
  onSave: (mapping: FieldMapping) => Promise<unknown>;
}) {
  const text = useText();
  const [typed, setTyped] = useState<FieldMapping>(saved);
  const mapping = readFieldMapping(typed);
  const isChanged = FACTS.some((fact) => mapping[fact] !== saved[fact]);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void onSave(mapping);
      }}
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {text('crm.mappingHint')}
        </Text>
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="xs">
          {FACTS.map((fact) => (
            <TextInput
              key={fact}
              label={text(`fact.${fact}`)}
              placeholder={text('crm.notWritten')}
              value={typed[fact] ?? ''}
              onChange={(event) => setTyped({ ...typed, [fact]: event.currentTarget.value })}
              size="xs"
              spellCheck={false}
              autoComplete="off"
            />
          ))}
        </SimpleGrid>
        <RecordPreview connectionId={connectionId} mapping={mapping} />
        <Group>
          <Button type="submit" size="xs" loading={isBusy} disabled={!isChanged}>
            {text('crm.saveMapping')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
