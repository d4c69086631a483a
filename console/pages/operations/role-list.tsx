import type { FragmentType } from '@apollo/client';
import { useFragment } from '@apollo/client/react';
import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../i18n/language.tsx';
import { ConfirmButton } from './confirm-button.tsx';
import { scopeInWords } from './in-words.ts';
import { type RoleRowFragment, RoleRowFragmentDoc } from './members.generated.ts';
import { Problem } from './problem.tsx';
import { RoleForm, type Scope } from './role-form.tsx';
import { useRoleChanges } from './use-members.ts';

type RoleRef = FragmentType<RoleRowFragment> & { id: string; name: string };

export function RoleList({
  roles,
  scopes,
  mayManage,
}: {
  roles: readonly RoleRef[];
  scopes: readonly Scope[];
  mayManage: boolean;
}) {
  const text = useText();
  const [isDefining, setIsDefining] = useState(false);
  return (
    <Stack component="section" gap="xs" aria-labelledby="roles-title">
      <Group justify="space-between">
        <Title order={2} size="h4" id="roles-title">
          {text('role.title')}
        </Title>
        {mayManage && (
          <Button size="xs" variant="light" onClick={() => setIsDefining(!isDefining)} aria-expanded={isDefining}>
            {isDefining ? text('review.cancel') : text('role.define')}
          </Button>
        )}
      </Group>
      {isDefining && <RoleForm existing={null} scopes={scopes} onSaved={() => setIsDefining(false)} />}
      <Stack component="ul" gap="xs" p={0} m={0}>
        {roles.map((role) => (
          <RoleRow key={role.id} role={role} scopes={scopes} mayManage={mayManage} />
        ))}
      </Stack>
    </Stack>
  );
}

function RoleRow({ role, scopes, mayManage }: { role: RoleRef; scopes: readonly Scope[]; mayManage: boolean }) {
  const text = useText();
  const [isChanging, setIsChanging] = useState(false);
  const { problem, isBusy, remove } = useRoleChanges();
  const { data, complete } = useFragment({ fragment: RoleRowFragmentDoc, fragmentName: 'RoleRow', from: role });
  if (!complete) return null;
  return (
    <Paper component="li" withBorder p="sm" className="row">
      <Group justify="space-between" gap="xs">
        <Text fw={600}>{data.name}</Text>
        {data.builtIn ? (
          <Text size="sm" c="dimmed">
            {text('role.builtIn')}
          </Text>
        ) : (
          mayManage && (
            <Group gap="xs">
              <Button size="xs" variant="light" onClick={() => setIsChanging(!isChanging)} aria-expanded={isChanging}>
                {isChanging ? text('review.cancel') : text('role.change')}
              </Button>
              <ConfirmButton
                label={text('knowledge.remove')}
                confirmLabel={text('knowledge.removeNow')}
                isBusy={isBusy}
                onConfirm={() => remove(data.id)}
              />
            </Group>
          )
        )}
      </Group>
      <Text size="sm" c="dimmed">
        {data.scopes.length === scopes.length
          ? text('role.everything')
          : data.scopes.map(scopeInWords).join(' · ') || text('role.nothing')}
      </Text>
      <Problem words={problem} />
      {isChanging && <RoleForm existing={data} scopes={scopes} onSaved={() => setIsChanging(false)} />}
    </Paper>
  );
}
