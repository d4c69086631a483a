import { Alert, Button, Center, Paper, Stack, Text, Textarea, Title } from '@mantine/core';
import { useState } from 'react';
import { type TextId, useText } from '../i18n/language.tsx';

export function SignInPage({ problem, onToken }: { problem: TextId | null; onToken: (pasted: string) => void }) {
  const text = useText();
  const [pasted, setPasted] = useState('');
  return (
    <Center component="main" mih="100dvh" p="md">
      <Paper withBorder p="xl" w="100%" maw={480}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (pasted.trim()) onToken(pasted);
          }}
        >
          <Stack>
            <Title order={1} size="h2">
              {text('session.signIn')}
            </Title>
            {problem && (
              <Alert color="red" role="alert">
                {text(problem)}
              </Alert>
            )}
            <Textarea
              label={text('session.token')}
              value={pasted}
              onChange={(event) => setPasted(event.currentTarget.value)}
              rows={4}
              required
              autoComplete="off"
              spellCheck={false}
              data-autofocus
            />
            <Text size="sm" c="dimmed">
              {text('session.tokenHint')}
            </Text>
            <Button type="submit">{text('session.signIn')}</Button>
          </Stack>
        </form>
      </Paper>
    </Center>
  );
}
