import { useLazyQuery, useMutation } from '@apollo/client/react';
import { Alert, Anchor, Blockquote, Button, Paper, Stack, Text, Textarea, Title } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { errorMessage } from '../../api/error-message.ts';
import { useFormats } from '../../components/ui/use-formats.ts';
import { useText } from '../../i18n/language.tsx';
import { BenchVerdict } from './bench-verdict.tsx';
import { SearchKnowledgeDocument, type SearchKnowledgeQuery, TryReplyDocument } from './knowledge.generated.ts';

type Passage = SearchKnowledgeQuery['searchKnowledge'][number];

/** Type a question as a customer would: what is found, what would be drafted, and who would send it. Nothing is sent. */
export function ReplyBench() {
  const text = useText();
  const [question, setQuestion] = useState('');
  const [tryReply, reply] = useMutation(TryReplyDocument);
  const [search, found] = useLazyQuery(SearchKnowledgeDocument, { fetchPolicy: 'network-only' });
  const problem = reply.error ?? found.error;
  const draft = reply.data?.tryReply;
  return (
    <Stack component="section" aria-labelledby="bench-title">
      <Title order={2} size="h4" id="bench-title">
        {text('bench.title')}
      </Title>
      <Text size="sm" c="dimmed">
        {text('bench.hint')}
      </Text>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const asked = { variables: { text: question } };
          void Promise.allSettled([tryReply(asked), search(asked)]);
        }}
      >
        <Stack gap="xs">
          <Textarea
            label={text('bench.question')}
            value={question}
            onChange={(event) => setQuestion(event.currentTarget.value)}
            required
            autosize
            minRows={2}
          />
          <Button type="submit" loading={reply.loading} disabled={question.trim() === ''} w="fit-content">
            {text('bench.ask')}
          </Button>
        </Stack>
      </form>
      {problem && (
        <Alert color="red" role="alert">
          {errorMessage(problem)}
        </Alert>
      )}
      <Stack aria-live="polite">
        {draft?.verdict && <BenchVerdict verdict={draft.verdict} />}
        {draft && draft.text !== '' && (
          <Paper withBorder p="md" component="section" aria-labelledby="bench-draft">
            <Title order={3} size="h5" id="bench-draft">
              {text('bench.draft')}
            </Title>
            <Text className="as-written" mt="xs">
              {draft.text}
            </Text>
          </Paper>
        )}
      </Stack>
      {found.data && (
        <Stack gap="xs">
          <Title order={3} size="h5">
            {text('bench.found')}
          </Title>
          {found.data.searchKnowledge.length === 0 && <Text c="dimmed">{text('bench.nothing')}</Text>}
          {found.data.searchKnowledge.map((passage) => (
            <FoundPassage
              key={passage.id}
              passage={passage}
              isUsed={draft?.sources.some(({ id }) => id === passage.id) ?? false}
            />
          ))}
        </Stack>
      )}
    </Stack>
  );
}

function FoundPassage({ passage, isUsed }: { readonly passage: Passage; readonly isUsed: boolean }) {
  const text = useText();
  const { share } = useFormats();
  return (
    <Blockquote
      p="sm"
      color={isUsed ? undefined : 'gray'}
      cite={
        <Anchor component={Link} href={`/${passage.documentId}`} inherit>
          {passage.title}
        </Anchor>
      }
    >
      <Text size="sm" className="as-written" lineClamp={isUsed ? undefined : 3}>
        {passage.text}
      </Text>
      <Text size="xs" c="dimmed">
        {text('bench.match', { score: share(Math.round(passage.score * 100) / 100) })}
        {isUsed && ` · ${text('bench.standsOn')}`}
      </Text>
    </Blockquote>
  );
}
