import { Box, Grid } from '@mantine/core';
import { Route } from 'wouter';
import { PageState } from '../../components/ui/page-state.tsx';
import { useText } from '../../i18n/language.tsx';
import { ReviewDetail } from './review-detail.tsx';
import { ReviewQueue } from './review-queue.tsx';

/** The queue, and beside it the review that is open (`/review/ID`); on a phone one of the two. */
export function ReviewPage() {
  return (
    <Route path="/:id?">
      {({ id }) => (
        <Grid gap="md">
          <Grid.Col span={{ base: 12, md: 4 }} visibleFrom={id ? 'md' : undefined}>
            <ReviewQueue openId={id ?? null} />
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 8 }} visibleFrom={id ? undefined : 'md'}>
            {id ? <ReviewDetail key={id} id={id} /> : <NothingOpen />}
          </Grid.Col>
        </Grid>
      )}
    </Route>
  );
}

function NothingOpen() {
  const text = useText();
  return (
    <Box pt="xl">
      <PageState state="empty" message={text('review.choose')} />
    </Box>
  );
}
