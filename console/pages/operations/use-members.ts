import { useMutation, useQuery } from '@apollo/client/react';
import {
  DefineRoleDocument,
  DisableMemberDocument,
  EnableMemberDocument,
  InviteMemberDocument,
  MembersDocument,
  RemoveRoleDocument,
  RolesDocument,
  SetMemberRoleDocument,
  UpdateRoleDocument,
} from './members.generated.ts';
import { useAttempt } from './use-attempt.ts';

export function useMembers() {
  const { data, error, refetch, fetchMore } = useQuery(MembersDocument, { fetchPolicy: 'cache-and-network' });
  const page = data?.members;
  return {
    members: page?.nodes ?? null,
    error: error ?? null,
    retry: refetch,
    showMore: page?.pageInfo.hasNextPage ? () => fetchMore({ variables: { after: page.pageInfo.endCursor } }) : null,
  };
}

export function useRoles() {
  const { data } = useQuery(RolesDocument, { fetchPolicy: 'cache-and-network' });
  return { roles: data?.roles ?? [], scopes: data?.scopes ?? [] };
}

export function useMemberChanges() {
  const { problem, isBusy, attempt } = useAttempt();
  const [invite] = useMutation(InviteMemberDocument, { refetchQueries: [MembersDocument] });
  const [setRole] = useMutation(SetMemberRoleDocument);
  const [disable] = useMutation(DisableMemberDocument);
  const [enable] = useMutation(EnableMemberDocument);
  return {
    problem,
    isBusy,
    invite: (email: string, displayName: string, roleId: string) =>
      attempt(() => invite({ variables: { email, displayName, roleId } })),
    setRole: (id: string, roleId: string) => attempt(() => setRole({ variables: { id, roleId } })),
    disable: (id: string) => attempt(() => disable({ variables: { id } })),
    enable: (id: string) => attempt(() => enable({ variables: { id } })),
  };
}

export function useRoleChanges() {
  const { problem, isBusy, attempt } = useAttempt();
  const options = { refetchQueries: [RolesDocument], awaitRefetchQueries: true };
  const [define] = useMutation(DefineRoleDocument, options);
  const [update] = useMutation(UpdateRoleDocument);
  const [remove] = useMutation(RemoveRoleDocument, options);
  return {
    problem,
    isBusy,
    save: (id: string | null, name: string, scopes: string[]) =>
      attempt(() => (id === null ? define({ variables: { name, scopes } }) : update({ variables: { id, name, scopes } }))),
    remove: (id: string) => attempt(() => remove({ variables: { id } })),
  };
}
