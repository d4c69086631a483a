import { useFragment } from '@apollo/client/react';
import { Alert, Button, Group, Paper, Stack, Text, TextInput } from '@mantine/core';
import { useText } from '../../i18n/language.tsx';
import { DocumentRowFragmentDoc } from './knowledge.generated.ts';
import type { Upload } from './use-upload.ts';

const PREVIEW_CHARACTERS = 300;

interface UploadItemProps {
  readonly upload: Upload;
  readonly onRename: (title: string) => void;
  readonly onSend: () => void;
  readonly onDrop: () => void;
}

/** One file and how far it is. */
export function UploadItem({ upload, onRename, onSend, onDrop }: UploadItemProps) {
  const text = useText();
  const { name, stage, page, title, parts, problem, isKnown, documentIds } = upload;
  const isOpen = stage === 'READ' || stage === 'SENDING';
  return (
    <Paper component="li" withBorder p="sm" aria-label={name}>
      <Stack gap="xs">
        <Group justify="space-between" gap="xs">
          <Text fw={600} flex="1 1 12rem" style={{ overflowWrap: 'anywhere' }}>
            {name}
          </Text>
          <Text size="sm" aria-live="polite">
            {stage === 'READING' && page ? (
              text('upload.page', page)
            ) : stage === 'SENT' ? (
              <Indexing id={documentIds.at(-1) ?? ''} />
            ) : (
              text(`upload.stage.${stage}`)
            )}
          </Text>
        </Group>
        {problem && (
          <Alert color="red" role="alert">
            {problem}
          </Alert>
        )}
        {isOpen && (
          <>
            <TextInput
              label={text('knowledge.documentTitle')}
              value={title}
              maxLength={180}
              onChange={(event) => onRename(event.currentTarget.value)}
            />
            <Text size="sm" c="dimmed" className="as-written" lineClamp={6}>
              {parts[0]?.slice(0, PREVIEW_CHARACTERS)}
            </Text>
            {parts.length > 1 && <Text size="sm">{text('upload.parts', { count: parts.length })}</Text>}
            {isKnown && <Alert color="yellow">{text('upload.replaces')}</Alert>}
          </>
        )}
        <Group>
          {isOpen && (
            <Button size="xs" loading={stage === 'SENDING'} disabled={title.trim() === ''} onClick={onSend}>
              {text(isKnown ? 'upload.replace' : 'upload.send')}
            </Button>
          )}
          {stage !== 'SENDING' && (
            <Button size="xs" variant="subtle" color="gray" onClick={onDrop}>
              {text(stage === 'SENT' || stage === 'FAILED' ? 'upload.close' : 'review.cancel')}
            </Button>
          )}
        </Group>
      </Stack>
    </Paper>
  );
}

/** The list looks again while anything is indexed: this follows it. */
function Indexing({ id }: { readonly id: string }) {
  const text = useText();
  const from = { __typename: 'KnowledgeDocument' as const, id };
  const { data, complete } = useFragment({ fragment: DocumentRowFragmentDoc, fragmentName: 'DocumentRow', from });
  return complete ? (data.error ?? text(`knowledge.status.${data.status}`)) : text('upload.stage.SENT');
}
