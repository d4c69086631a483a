import { CombinedGraphQLErrors } from '@apollo/client';
import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { errorMessage } from '../../api/error-message.ts';
import { useText } from '../../i18n/language.tsx';
import {
  AddNoteDocument,
  AssignConversationDocument,
  type ConversationStatus,
  SetConversationLabelsDocument,
  SetConversationStatusDocument,
} from './conversation.generated.ts';

/** What a team does with a conversation beside answering it. `problem` says in words why the last change was not made. */
export function useConversationChanges(id: string) {
  const text = useText();
  const [assign] = useMutation(AssignConversationDocument);
  const [label] = useMutation(SetConversationLabelsDocument);
  const [setStatus] = useMutation(SetConversationStatusDocument);
  const [note, { loading: isNoting }] = useMutation(AddNoteDocument);
  const [problem, setProblem] = useState<string | null>(null);
  /** Answers whether it was done. */
  const settle = (asked: Promise<unknown>): Promise<boolean> =>
    asked.then(
      () => {
        setProblem(null);
        return true;
      },
      (error: unknown) => {
        setProblem(CombinedGraphQLErrors.is(error) ? errorMessage(error) : text('conversations.notChanged'));
        return false;
      },
    );
  return {
    problem,
    isNoting,
    assign: (memberId: string | null) => settle(assign({ variables: { id, memberId } })),
    label: (labels: string[]) => settle(label({ variables: { id, labels } })),
    setStatus: (status: ConversationStatus, snoozeUntil: Date | null = null) =>
      settle(setStatus({ variables: { id, status, snoozeUntil: snoozeUntil?.toISOString() ?? null } })),
    addNote: (words: string) => settle(note({ variables: { id, text: words } })),
  };
}
