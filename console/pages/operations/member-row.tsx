import type { FragmentType } from '@apollo/client';
import { useFragment } from '@apollo/client/react';
import { Badge, Button, Group, NativeSelect, Table, Text } from '@mantine/core';
import { useText } from '../../i18n/language.tsx';
import { useSession } from '../../session/session.tsx';
import { ConfirmButton } from './confirm-button.tsx';
import { type GivenRole, mayGive, mayTake } from './may-give.ts';
import { type MemberRowFragment, MemberRowFragmentDoc } from './members.generated.ts';
import { Problem } from './problem.tsx';
import { useMemberChanges } from './use-members.ts';

export function MemberRow({
  member,
  roles,
  mayManage,
}: {
  member: FragmentType<MemberRowFragment> & { id: string };
  roles: readonly GivenRole[];
  mayManage: boolean;
}) {
  const text = useText();
  const session = useSession();
  const { problem, isBusy, setRole, disable, enable } = useMemberChanges();
  const { data, complete } = useFragment({ fragment: MemberRowFragmentDoc, fragmentName: 'MemberRow', from: member });
  if (!complete) return null;
  const mayChange = mayManage && mayTake(session, data.role);
  const offered = roles.filter((role) => role.id === data.role.id || mayGive(session, role));
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
        {mayChange ? (
          <NativeSelect
            size="xs"
            miw={105}
            aria-label={text('member.roleOf', { name: data.displayName })}
            value={data.role.id}
            disabled={isBusy}
            onChange={(event) => void setRole(data.id, event.currentTarget.value)}
            data={offered.map(({ id, name }) => ({ value: id, label: name }))}
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
          {mayChange && !data.disabled && (
            <ConfirmButton
              label={text('member.disable')}
              confirmLabel={text('member.disableNow')}
              isBusy={isBusy}
              onConfirm={() => disable(data.id)}
            />
          )}
          {mayChange && data.disabled && (
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
