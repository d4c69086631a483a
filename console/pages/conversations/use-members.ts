import { useQuery } from '@apollo/client/react';
import { useText } from '../../i18n/language.tsx';
import { useSession } from '../../session/session.tsx';
import { MembersDocument } from './conversations.generated.ts';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** Who can be chosen: the reader first, then the others, as far as the reader may know them. */
export function useMembers(): Choice[] {
  const text = useText();
  const { member, may } = useSession();
  const { data } = useQuery(MembersDocument, { skip: !may('members:read') });
  const others = (data?.members.nodes ?? []).filter(({ id, disabled }) => id !== member?.id && !disabled);
  return [
    ...(member ? [{ value: member.id, label: text('conversations.me') }] : []),
    ...others.map(({ id, displayName }) => ({ value: id, label: displayName })),
  ];
}
