import { Alert, Box, Button, Group, Modal, Paper, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../i18n/language.tsx';
import { VARIABLES } from './fill-reply.ts';
import { type CannedReply, useCannedReplyChanges } from './use-canned-replies.ts';

const EMPTY = { id: null as string | null, name: '', text: '' };

/** The team's replies: written, changed and removed. */
export function CannedReplyDialog({ replies, onClose }: { replies: readonly CannedReply[]; onClose: () => void }) {
  const text = useText();
  const { problem, isBusy, save, remove, forget } = useCannedReplyChanges();
  const [draft, setDraft] = useState(EMPTY);
  const edit = (next: typeof EMPTY): void => {
    forget();
    setDraft(next);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      // it would write a style of its own into the page, which the policy refuses
      lockScroll={false}
      title={text('canned.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': text('canned.close') }}
    >
      <Stack gap="md">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            // React hands it on to the form that opened the dialog, which would send what is being written there
            event.stopPropagation();
            void save(draft).then((isSaved) => isSaved && setDraft(EMPTY));
          }}
        >
          <Stack gap="xs">
            <TextInput
              label={text('canned.name')}
              value={draft.name}
              onChange={({ currentTarget }) => setDraft({ ...draft, name: currentTarget.value })}
              maxLength={60}
              required
              data-autofocus
            />
            <Textarea
              label={text('canned.text')}
              description={text('canned.variables', { variables: VARIABLES.map((name) => `{{${name}}}`).join(', ') })}
              value={draft.text}
              onChange={({ currentTarget }) => setDraft({ ...draft, text: currentTarget.value })}
              maxLength={5_000}
              required
              autosize
              minRows={3}
              maxRows={10}
            />
            {problem && (
              <Alert color="red" role="alert">
                {problem}
              </Alert>
            )}
            <Group gap="xs">
              <Button type="submit" loading={isBusy} disabled={draft.name.trim() === '' || draft.text.trim() === ''}>
                {text(draft.id ? 'canned.change' : 'canned.add')}
              </Button>
              {draft.id && (
                <Button variant="default" onClick={() => edit(EMPTY)}>
                  {text('canned.cancel')}
                </Button>
              )}
            </Group>
          </Stack>
        </form>
        <Stack gap="xs" component="ul" p={0} m={0}>
          {replies.map((reply) => (
            <KnownReply
              key={reply.id}
              reply={reply}
              onEdit={() => edit({ id: reply.id, name: reply.name, text: reply.text })}
              onRemove={() => void remove(reply.id).then((isGone) => isGone && draft.id === reply.id && edit(EMPTY))}
            />
          ))}
        </Stack>
      </Stack>
    </Modal>
  );
}

interface KnownReplyProperties {
  readonly reply: CannedReply;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

function KnownReply({ reply, onEdit, onRemove }: KnownReplyProperties) {
  const text = useText();
  const [isAsking, setIsAsking] = useState(false);
  const { name } = reply;
  return (
    <Paper component="li" withBorder p="xs" className="row">
      <Group justify="space-between" align="start" gap="xs">
        <Box flex={1} miw={180}>
          <Text fw={600}>{name}</Text>
          <Text size="sm" lineClamp={2}>
            {reply.text}
          </Text>
        </Box>
        <Group gap={4} wrap="nowrap">
          <Button variant="subtle" size="compact-sm" onClick={onEdit} aria-label={text('canned.editOne', { name })}>
            {text('canned.edit')}
          </Button>
          {isAsking ? (
            <Button color="red" size="compact-sm" autoFocus onClick={onRemove} onBlur={() => setIsAsking(false)}>
              {text('canned.removeNow')}
            </Button>
          ) : (
            <Button
              variant="subtle"
              color="red"
              size="compact-sm"
              onClick={() => setIsAsking(true)}
              aria-label={text('canned.removeOne', { name })}
            >
              {text('canned.remove')}
            </Button>
          )}
        </Group>
      </Group>
    </Paper>
  );
}
