import { Grid, Stack } from '@mantine/core';
import { Route, Switch } from 'wouter';
import { useSession } from '../../session/session.tsx';
import { DocumentEditor } from './document-editor.tsx';
import { DocumentList } from './document-list.tsx';
import { GapList } from './gap-list.tsx';
import { ReplyBench } from './reply-bench.tsx';
import { UploadArea } from './upload-area.tsx';

/** What replies stand on: the documents, one of them open beside the list (`/knowledge/ID`, `/knowledge/new`), files to add, a bench to try questions, and what is asked in vain. */
export function KnowledgePage() {
  const { may } = useSession();
  const mayWrite = may('knowledge:write');
  return (
    <Route path="/:id?">
      {({ id }) => (
        <Grid gap="md">
          <Grid.Col span={{ base: 12, md: 5 }} visibleFrom={id ? 'md' : undefined}>
            <DocumentList openId={id ?? null} mayWrite={mayWrite} />
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 7 }}>
            <Stack>
              <Switch>
                <Route path="/new">{mayWrite && <DocumentEditor id={null} mayWrite />}</Route>
                <Route path="/:id">{id && <DocumentEditor key={id} id={id} mayWrite={mayWrite} />}</Route>
                <Route>
                  {mayWrite && <UploadArea />}
                  {mayWrite && <ReplyBench />}
                  <GapList mayWrite={mayWrite} />
                </Route>
              </Switch>
            </Stack>
          </Grid.Col>
        </Grid>
      )}
    </Route>
  );
}
