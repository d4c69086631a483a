import { useMutation } from '@apollo/client/react';
import { useProblem } from '../../api/use-problem.ts';
import {
  AddNoteDocument,
  AssignConversationDocument,
  type ConversationStatus,
  SetConversationLabelsDocument,
  SetConversationStatusDocument,
} from './conversation.generated.ts';

/** What a team does with a conversation beside answering it. `problem` says in words why the last change was not made. */
export function useConversationChanges(id: string) {
  const [assign] = useMutation(AssignConversationDocument);
  const [label] = useMutation(SetConversationLabelsDocument);
  const [setStatus] = useMutation(SetConversationStatusDocument);
  const [note, { loading: isNoting }] = useMutation(AddNoteDocument);
  const { problem, settle } = useProblem('conversations.notChanged');
  return {
    problem,
    isNoting,
    assign: (memberId: string | null) => settle(assign({ variables: { id, memberId } })),
    label: (labels: string[]) => settle(label({ variables: { id, labels } })),
    setStatus: (status: ConversationStatus, snoozeUntil: Date | null = null) =>
      settle(setStatus({ variables: { id, status, snoozeUntil: snoozeUntil?.toISOString() ?? null } })),
    /** Answers whether it was done. */
    addNote: async (words: string) => (await settle(note({ variables: { id, text: words } }))) !== null,
  };
}
