import { Alert, Anchor, Button, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from 'wouter';
import { PageState } from '../../components/ui/page-state.tsx';
import { useText } from '../../i18n/language.tsx';
import { useTeach } from './use-teach.ts';

/** Makes an approved reply knowledge: one click shows the document as it would be, a second one adds it. */
export function TeachButton({ reviewId }: { reviewId: string }) {
  const text = useText();
  const [isOpen, dialog] = useDisclosure();
  return (
    <>
      <Button size="compact-md" variant="light" miw="max-content" onClick={dialog.open}>
        {text('teach.open')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={dialog.close}
        // its lock of the page's scrolling is an inline style, which the policy refuses
        lockScroll={false}
        size="lg"
        title={text('teach.title')}
        closeButtonProps={{ 'aria-label': text('undo.close') }}
      >
        <TeachForm reviewId={reviewId} />
      </Modal>
    </>
  );
}

function TeachForm({ reviewId }: { reviewId: string }) {
  const text = useText();
  const teach = useTeach(reviewId);
  const { state, title, body, personal, problem, addedId } = teach;
  if (addedId !== null) {
    return (
      <Text role="status">
        {text('teach.added')}{' '}
        <Anchor component={Link} href={`~/knowledge/${addedId}`}>
          {text('teach.openDocument')}
        </Anchor>
      </Text>
    );
  }
  if (state !== 'ready') return <PageState state={state} message={text('teach.nothing')} onRetry={() => void teach.retry()} />;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void teach.add();
      }}
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {text('teach.hint')}
        </Text>
        <TextInput
          label={text('teach.documentTitle')}
          value={title}
          onChange={(event) => teach.type({ title: event.currentTarget.value })}
          required
        />
        <Textarea
          label={text('teach.text')}
          value={body}
          onChange={(event) => teach.type({ body: event.currentTarget.value })}
          required
          autosize
          minRows={4}
          maxRows={14}
        />
        {personal.length > 0 && (
          <Alert color="orange" role="alert">
            {text('teach.personal', { found: personal.join(', ') })}
          </Alert>
        )}
        {problem && (
          <Alert color="red" role="alert">
            {problem}
          </Alert>
        )}
        <Button type="submit" loading={teach.isBusy} disabled={title.trim() === '' || body.trim() === ''} data-autofocus>
          {text(personal.length > 0 ? 'teach.addAnyway' : 'teach.add')}
        </Button>
      </Stack>
    </form>
  );
}
