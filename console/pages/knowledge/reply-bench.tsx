import { useLazyQuery, useMutation } from '@apollo/client/react';
import { Alert, Blockquote, Button, Paper, Stack, Text, Textarea, Title } from '@mantine/core';
import { useState } from 'react';
import { FormattedNumber } from 'react-intl';
import { errorMessage } from '../../api/error-message.ts';
import { useText } from '../../i18n/language.tsx';
import { SearchKnowledgeDocument, TryReplyDocument } from './knowledge.generated.ts';

/** Type a question as a customer would: what is found, and what would be drafted. Nothing is sent. */
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
      {draft && (
        <Paper withBorder p="md" aria-live="polite">
          {draft.text === '' ? (
            <Text c="dimmed">{text('bench.noAnswer')}</Text>
          ) : (
            <Text className="as-written">{draft.text}</Text>
          )}
        </Paper>
      )}
      {found.data && (
        <Stack gap="xs">
          <Title order={3} size="h5">
            {text('bench.found')}
          </Title>
          {found.data.searchKnowledge.length === 0 && <Text c="dimmed">{text('bench.nothing')}</Text>}
          {found.data.searchKnowledge.map(({ documentId, title, text: passage, score }) => (
            <Blockquote key={`${documentId}-${passage}`} p="sm" cite={title}>
              <Text size="sm">{passage}</Text>
              <Text size="xs" c="dimmed">
                <FormattedNumber value={score} style="percent" />
              </Text>
            </Blockquote>
          ))}
        </Stack>
      )}
    </Stack>
  );
}
