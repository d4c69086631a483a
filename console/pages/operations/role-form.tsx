import { Button, Checkbox, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../i18n/language.tsx';
import { scopeInWords } from './in-words.ts';
import { Problem } from './problem.tsx';
import { useRoleChanges } from './use-members.ts';

export interface Scope {
  readonly name: string;
  readonly description: string;
}

export function RoleForm({
  existing,
  scopes,
  onSaved,
}: {
  existing: { readonly id: string; readonly name: string; readonly scopes: readonly string[] } | null;
  scopes: readonly Scope[];
  onSaved: () => void;
}) {
  const text = useText();
  const { problem, isBusy, save } = useRoleChanges();
  const [name, setName] = useState(existing?.name ?? '');
  const [chosen, setChosen] = useState<string[]>([...(existing?.scopes ?? [])]);
  return (
    <form
      onSubmit={async (event) => {
        event.preventDefault();
        if (await save(existing?.id ?? null, name, chosen)) onSaved();
      }}
    >
      <Stack gap="sm" mt="xs">
        <TextInput label={text('role.name')} value={name} onChange={(event) => setName(event.currentTarget.value)} required />
        <Checkbox.Group label={text('role.may')} value={chosen} onChange={setChosen}>
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs" mt={4}>
            {scopes.map((scope) => (
              <Checkbox
                key={scope.name}
                value={scope.name}
                label={scopeInWords(scope.name)}
                description={scope.name}
                title={scope.description}
              />
            ))}
          </SimpleGrid>
        </Checkbox.Group>
        <Problem words={problem} />
        <Button type="submit" size="xs" w="fit-content" loading={isBusy} disabled={name.trim() === ''}>
          {text('knowledge.save')}
        </Button>
      </Stack>
    </form>
  );
}
