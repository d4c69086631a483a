import { useText } from '../../i18n/language.tsx';
import type { ConversationFilter } from './conversations.generated.ts';
import { NOBODY, SOMEBODY } from './filter-address.ts';
import { type Choice, useMembers } from './use-members.ts';

/** Whom a list can be narrowed to: nobody, somebody, and each whom the reader may know. */
export function useAssignees({ assigneeId }: ConversationFilter): Choice[] {
  const text = useText();
  const people = [
    { value: NOBODY, label: text('conversations.nobody') },
    { value: SOMEBODY, label: text('conversations.anyMember') },
    ...useMembers(),
  ];
  // from a link: somebody whom the reader does not know is asked for, and that is to be seen
  if (assigneeId && !people.some(({ value }) => value === assigneeId))
    people.push({ value: assigneeId, label: text('conversations.otherMember') });
  return people;
}
