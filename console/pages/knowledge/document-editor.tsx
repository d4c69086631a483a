import { useQuery } from '@apollo/client/react';
import { Alert, Anchor, Button, Group, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useCallback, useState } from 'react';
import { Link } from 'wouter';
import { PageState } from '../../components/ui/page-state.tsx';
import { TimeAgo } from '../../components/ui/time-ago.tsx';
import { useLeaveWarning } from '../../components/use-leave-warning.ts';
import { useText } from '../../i18n/language.tsx';
import { KnowledgeDocumentDocument, type KnowledgeDocumentQuery } from './knowledge.generated.ts';
import { PassageList } from './passage-list.tsx';
import { useDocumentChanges } from './use-document-changes.ts';
import { Used } from './used.tsx';

type Document = NonNullable<KnowledgeDocumentQuery['knowledgeDocument']>;

/** One document, or with `id` null a new one. */
export function DocumentEditor({ id, mayWrite }: { id: string | null; mayWrite: boolean }) {
  const text = useText();
  const { data, error, refetch } = useQuery(KnowledgeDocumentDocument, {
    skip: id === null,
    variables: { id: id ?? '' },
    // as it is now: over what was read before, a save would write away what another wrote since
    fetchPolicy: 'network-only',
    nextFetchPolicy: 'cache-first',
  });
  if (id === null) return <DocumentForm document={null} mayWrite={mayWrite} />;
  if (data?.knowledgeDocument === null) return <PageState state="empty" message={text('knowledge.gone')} />;
  if (!data?.knowledgeDocument) return <PageState state={error ? 'failed' : 'loading'} onRetry={() => void refetch()} />;
  return (
    <Stack>
      <DocumentForm document={data.knowledgeDocument} mayWrite={mayWrite} />
      <PassageList document={data.knowledgeDocument} documentTitle={data.knowledgeDocument.title} />
    </Stack>
  );
}

/** What a gap asks, when its answer is written here. */
function titleOfGap(): string {
  const state: unknown = window.history.state;
  return typeof state === 'object' && state !== null && 'title' in state && typeof state.title === 'string' ? state.title : '';
}

function DocumentForm({ document, mayWrite }: { document: Document | null; mayWrite: boolean }) {
  const text = useText();
  const { save, remove, isBusy, problem } = useDocumentChanges(document?.id ?? null);
  const [title, setTitle] = useState(document?.title ?? titleOfGap());
  const [body, setBody] = useState(document?.text ?? '');
  const [source, setSource] = useState(document?.source ?? '');
  const [isRemoving, setIsRemoving] = useState(false);
  // a new one's form is gone once it is added: what would be typed until then would go with it
  const isFixed = !mayWrite || (document === null && isBusy);
  const isChanged = !isAlike(document?.title, title) || !isAlike(document?.text, body) || !isAlike(document?.source, source);
  useLeaveWarning(
    useCallback(() => isChanged, [isChanged]),
    text('knowledge.leave'),
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save({ title, text: body, source: source || null });
      }}
    >
      <Stack>
        <Anchor component={Link} href="/">
          {text('knowledge.back')}
        </Anchor>
        <Title order={2} size="h4">
          {document?.title ?? text('knowledge.new')}
        </Title>
        {document && (
          <Text size="sm" c="dimmed">
            {text('knowledge.passages', { count: document.passageCount })} · {text('knowledge.changed')}{' '}
            <TimeAgo at={document.updatedAt} /> · <Used times={document.timesUsed} lastAt={document.lastUsedAt} />
          </Text>
        )}
        {document?.error && <Alert color="red">{document.error}</Alert>}
        {problem && (
          <Alert color="red" role="alert">
            {problem}
          </Alert>
        )}
        <TextInput
          label={text('knowledge.documentTitle')}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
          required
          readOnly={isFixed}
        />
        <TextInput
          label={text('knowledge.source')}
          value={source}
          onChange={(event) => setSource(event.currentTarget.value)}
          readOnly={isFixed}
        />
        <Textarea
          label={text('knowledge.text')}
          value={body}
          onChange={(event) => setBody(event.currentTarget.value)}
          required
          readOnly={isFixed}
          autosize
          minRows={10}
          maxRows={24}
        />
        {mayWrite && (
          <Group>
            <Button type="submit" loading={isBusy} disabled={!isChanged || title.trim() === '' || body.trim() === ''}>
              {text('knowledge.save')}
            </Button>
            {document && !isRemoving && (
              <Button variant="subtle" color="red" onClick={() => setIsRemoving(true)}>
                {text('knowledge.remove')}
              </Button>
            )}
            {document && isRemoving && (
              <>
                <Button color="red" loading={isBusy} onClick={() => void remove()}>
                  {text('knowledge.removeNow')}
                </Button>
                <Button variant="subtle" color="gray" onClick={() => setIsRemoving(false)}>
                  {text('review.cancel')}
                </Button>
              </>
            )}
          </Group>
        )}
      </Stack>
    </form>
  );
}

/** The API takes white space off both ends: a document that was saved is not changed by that. */
const isAlike = (saved: string | null | undefined, typed: string): boolean => (saved ?? '').trim() === typed.trim();
