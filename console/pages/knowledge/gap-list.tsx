import { useMutation, useQuery } from '@apollo/client/react';
import { Alert, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { errorMessage } from '../../api/error-message.ts';
import { PageState } from '../../components/ui/page-state.tsx';
import { TimeAgo } from '../../components/ui/time-ago.tsx';
import { useText } from '../../i18n/language.tsx';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import { DismissKnowledgeGapDocument, KnowledgeGapsDocument } from './gaps.generated.ts';

/** What is asked most is worth an answer first. */
const SHOWN_AT_FIRST = 5;

/** What customers ask and no document answers, the most frequent first. */
export function GapList({ mayWrite }: { readonly mayWrite: boolean }) {
  const text = useText();
  const [isWhole, setIsWhole] = useState(false);
  const [, go] = useLocation();
  const variables = useScopeVariables('inspectRuns');
  const { data, error, refetch } = useQuery(KnowledgeGapsDocument, { variables, fetchPolicy: 'cache-and-network' });
  const [dismiss, dismissing] = useMutation(DismissKnowledgeGapDocument, {
    refetchQueries: [KnowledgeGapsDocument],
    awaitRefetchQueries: true,
  });
  const gaps = data?.knowledgeGaps;
  return (
    <Stack component="section" aria-labelledby="gaps-title">
      <Title order={2} size="h4" id="gaps-title">
        {text('gaps.title')}
      </Title>
      {dismissing.error && (
        <Alert color="red" role="alert">
          {errorMessage(dismissing.error)}
        </Alert>
      )}
      {!gaps ? (
        <PageState state={error ? 'failed' : 'loading'} onRetry={() => void refetch()} />
      ) : gaps.length === 0 ? (
        <Text c="dimmed">{text('gaps.none')}</Text>
      ) : (
        <Stack gap="xs" component="ul" p={0} m={0}>
          {gaps
            .slice(0, isWhole ? undefined : SHOWN_AT_FIRST)
            .map(({ id, question, count, withoutSource, rejected, rewritten, lastAskedAt }) => (
              <Paper key={id} component="li" withBorder p="sm">
                <Text fw={600}>{question ?? text('gaps.hidden')}</Text>
                <Text size="sm" c="dimmed">
                  {text('gaps.asked', { count })}
                  {withoutSource > 0 && ` · ${text('gaps.withoutSource', { count: withoutSource })}`}
                  {rejected > 0 && ` · ${text('gaps.rejected', { count: rejected })}`}
                  {rewritten > 0 && ` · ${text('gaps.rewritten', { count: rewritten })}`}
                  {' · '}
                  <TimeAgo at={lastAskedAt} />
                </Text>
                {mayWrite && (
                  <Group mt="xs">
                    {/* in the history's state: a customer's words belong in no address */}
                    <Button
                      size="xs"
                      variant="light"
                      onClick={() => go('/new', { state: { title: question?.slice(0, 180) ?? '' } })}
                    >
                      {text('gaps.answer')}
                    </Button>
                    <Button
                      size="xs"
                      variant="subtle"
                      color="gray"
                      loading={dismissing.loading}
                      onClick={() => void dismiss({ variables: { id } }).catch(() => undefined)}
                    >
                      {text('gaps.dismiss')}
                    </Button>
                  </Group>
                )}
              </Paper>
            ))}
        </Stack>
      )}
      {gaps && !isWhole && gaps.length > SHOWN_AT_FIRST && (
        <Button variant="light" w="fit-content" onClick={() => setIsWhole(true)}>
          {text('gaps.all', { count: gaps.length })}
        </Button>
      )}
    </Stack>
  );
}
