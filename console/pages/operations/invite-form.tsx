import { Button, Group, NativeSelect, Stack, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../i18n/language.tsx';
import { Problem } from './problem.tsx';
import { useMemberChanges } from './use-members.ts';

export function InviteForm({ roles }: { roles: readonly { readonly id: string; readonly name: string }[] }) {
  const text = useText();
  const { problem, isBusy, invite } = useMemberChanges();
  const [email, setEmail] = useState('');
  const [displayName, setDisplayName] = useState('');
  const [chosenRole, setChosenRole] = useState<string | null>(null);
  const roleId = chosenRole ?? roles.find(({ name }) => name === 'reviewer')?.id ?? roles[0]?.id ?? '';
  return (
    <form
      onSubmit={async (event) => {
        event.preventDefault();
        if (!(await invite(email, displayName, roleId))) return;
        setEmail('');
        setDisplayName('');
      }}
    >
      <Stack gap="xs">
        <Title order={2} size="h4">
          {text('member.invite')}
        </Title>
        <Group align="end" gap="xs">
          <TextInput
            label={text('member.name')}
            value={displayName}
            onChange={(event) => setDisplayName(event.currentTarget.value)}
            required
          />
          <TextInput
            label={text('member.email')}
            type="email"
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            required
            autoComplete="off"
          />
          <NativeSelect
            label={text('member.role')}
            value={roleId}
            onChange={(event) => setChosenRole(event.currentTarget.value)}
            data={roles.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <Button type="submit" loading={isBusy} disabled={roleId === ''}>
            {text('member.add')}
          </Button>
        </Group>
        <Problem words={problem} />
      </Stack>
    </form>
  );
}
