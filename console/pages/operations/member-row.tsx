import type { FragmentType } from '@apollo/client';
import { useFragment } from '@apollo/client/react';
import { Badge, Button, Group, NativeSelect, Table, Text } from '@mantine/core';
import { useText } from '../../i18n/language.tsx';
import { ConfirmButton } from './confirm-button.tsx';
import { type MemberRowFragment, MemberRowFragmentDoc } from './members.generated.ts';
import { Problem } from './problem.tsx';
import { useMemberChanges } from './use-members.ts';

export function MemberRow({
  member,
  roles,
  mayManage,
}: {
  member: FragmentType<MemberRowFragment> & { id: string };
  roles: readonly { readonly id: string; readonly name: string }[];
  mayManage: boolean;
}) {
  const text = useText();
  const { problem, isBusy, setRole, disable, enable } = useMemberChanges();
  const { data, complete } = useFragment({ fragment: MemberRowFragmentDoc, fragmentName: 'MemberRow', from: member });
  if (!complete) return null;
  return (
    <Table.Tr>
      <Table.Td miw={130}>
        <Text>{data.displayName}</Text>
        <Text size="sm" c="dimmed" className="as-written">
          <Email address={data.email ?? ''} />
        </Text>
        <Problem words={problem} />
      </Table.Td>
      <Table.Td>
        {mayManage ? (
          <NativeSelect
            size="xs"
            miw={105}
            aria-label={text('member.roleOf', { name: data.displayName })}
            value={data.role.id}
            disabled={isBusy}
            onChange={(event) => void setRole(data.id, event.currentTarget.value)}
            data={roles.map(({ id, name }) => ({ value: id, label: name }))}
          />
        ) : (
          data.role.name
        )}
      </Table.Td>
      <Table.Td>
        <Group gap="xs">
          <Badge variant="light" color={data.disabled ? 'gray' : 'teal'} tt="none">
            {data.disabled ? text('member.disabled') : text('member.active')}
          </Badge>
          {mayManage && !data.disabled && (
            <ConfirmButton
              label={text('member.disable')}
              confirmLabel={text('member.disableNow')}
              isBusy={isBusy}
              onConfirm={() => disable(data.id)}
            />
          )}
          {mayManage && data.disabled && (
            <Button size="xs" variant="light" loading={isBusy} onClick={() => void enable(data.id)}>
              {text('member.enable')}
            </Button>
          )}
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}

/** On a phone it goes on below after the sign that it has, not in the middle of a word. */
function Email({ address }: { address: string }) {
  const place = address.lastIndexOf('@') + 1;
  return (
    <>
      {address.slice(0, place)}
      <wbr />
      {address.slice(place)}
    </>
  );
}
