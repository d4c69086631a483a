import { Button, FileButton, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useCallback, useState } from 'react';
import { useLeaveWarning } from '../../components/use-leave-warning.ts';
import { useText } from '../../i18n/language.tsx';
import { UploadItem } from './upload-item.tsx';
import { isUnderWay, useUpload } from './use-upload.ts';

/** Files become documents here: chosen, or dropped. They are read in the browser; only their text is sent. */
export function UploadArea() {
  const text = useText();
  const { uploads, add, rename, send, drop } = useUpload();
  useLeaveWarning(
    useCallback(() => uploads.some(isUnderWay), [uploads]),
    text('upload.leave'),
  );
  const [isOver, setIsOver] = useState(false);
  const ready = uploads.filter(({ stage, title }) => stage === 'READ' && title.trim() !== '');
  return (
    <Stack component="section" aria-labelledby="upload-title">
      <Title order={2} size="h4" id="upload-title">
        {text('upload.title')}
      </Title>
      <Paper
        withBorder
        p="md"
        bg={isOver ? 'var(--mantine-primary-color-light)' : undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setIsOver(false);
          add(event.dataTransfer.files);
        }}
      >
        <Group justify="space-between">
          <Text size="sm">{text('upload.hint')}</Text>
          <FileButton multiple accept=".txt,.text,.md,.markdown,.html,.htm,.pdf" onChange={add}>
            {(props) => (
              <Button variant="light" {...props}>
                {text('upload.choose')}
              </Button>
            )}
          </FileButton>
        </Group>
      </Paper>
      {uploads.length > 0 && (
        <Stack gap="xs" component="ul" p={0} m={0}>
          {uploads.map((upload) => (
            <UploadItem
              key={upload.key}
              upload={upload}
              onRename={(title) => rename(upload.key, title)}
              onSend={() => send(upload)}
              onDrop={() => drop(upload.key)}
            />
          ))}
        </Stack>
      )}
      {ready.length > 1 && (
        <Button w="fit-content" onClick={() => ready.forEach(send)}>
          {text('upload.sendAll', { count: ready.length })}
        </Button>
      )}
    </Stack>
  );
}
