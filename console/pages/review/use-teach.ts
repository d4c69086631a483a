import { useMutation, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { useProblem } from '../../api/use-problem.ts';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import { personalIn, textOf, titleOf } from './prefill-document.ts';
import { ReplyToTeachDocument, TeachReplyDocument } from './teach.generated.ts';

/** Found by the agents in the message, and about the person who wrote it. */
const ABOUT_THE_PERSON: ReadonlySet<string> = new Set(['email', 'phone', 'name', 'company']);

/** A document made of an approved reply. What is typed stays when it is refused. */
export function useTeach(reviewId: string) {
  const scopes = useScopeVariables('readConversations', 'readRuns', 'readPersonalData');
  const variables = { ...scopes, id: reviewId };
  const { data, error, refetch } = useQuery(ReplyToTeachDocument, { variables, fetchPolicy: 'network-only' });
  const [add, { loading: isBusy, data: added }] = useMutation(TeachReplyDocument, {
    // its page asks for the list anew
    update: (cache) => void cache.evict({ fieldName: 'knowledgeDocuments' }),
  });
  const [typed, setTyped] = useState<{ readonly title?: string; readonly body?: string }>({});
  const { problem, forget, settle } = useProblem('undo.UNREACHABLE');
  const review = data?.review;
  const reply = review?.decision?.finalText ?? null;
  const displayName = review?.conversation?.contact.displayName ?? null;
  const title = typed.title ?? titleOf(review?.run?.message?.text ?? '');
  const body = typed.body ?? textOf(reply ?? '', displayName);
  const found = (review?.run?.entities ?? [])
    .filter(({ kind }) => ABOUT_THE_PERSON.has(kind))
    .flatMap(({ value }) => value ?? []);
  return {
    state: data ? (reply === null ? 'empty' : 'ready') : error ? 'failed' : 'loading',
    retry: refetch,
    title,
    body,
    type: (next: { readonly title?: string; readonly body?: string }): void => setTyped((known) => ({ ...known, ...next })),
    personal: personalIn(`${title}\n${body}`, { displayName, found }),
    isBusy,
    problem,
    addedId: added?.addKnowledgeDocument.id ?? null,
    async add(): Promise<void> {
      forget();
      await settle(add({ variables: { title, text: body } }));
    },
  } as const;
}
