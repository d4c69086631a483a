import { Button, Stack, Table, Title } from '@mantine/core';
import { PageState } from '../../components/ui/page-state.tsx';
import { useText } from '../../i18n/language.tsx';
import { useSession } from '../../session/session.tsx';
import { InviteForm } from './invite-form.tsx';
import { mayGive } from './may-give.ts';
import { MemberRow } from './member-row.tsx';
import { RoleList } from './role-list.tsx';
import { useMembers, useRoles } from './use-members.ts';

export function MembersSection() {
  const text = useText();
  const session = useSession();
  const mayManage = session.may('members:manage');
  const { members, error, retry, showMore } = useMembers();
  const { roles, scopes } = useRoles();
  return (
    <Stack>
      {mayManage && <InviteForm roles={roles.filter((role) => mayGive(session, role))} />}
      <Title order={2} size="h4">
        {text('operations.members')}
      </Title>
      {members === null ? (
        <PageState state={error ? 'failed' : 'loading'} onRetry={() => void retry()} />
      ) : (
        <Table.ScrollContainer minWidth={340}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{text('member.name')}</Table.Th>
                <Table.Th>{text('member.role')}</Table.Th>
                <Table.Th>{text('member.access')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {members.map((member) => (
                <MemberRow key={member.id} member={member} roles={roles} mayManage={mayManage} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {showMore && (
        <Button variant="light" onClick={() => void showMore()}>
          {text('state.more')}
        </Button>
      )}
      <RoleList roles={roles} scopes={scopes} mayManage={mayManage} />
    </Stack>
  );
}
