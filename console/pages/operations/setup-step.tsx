import { Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/language.tsx';

/** One of the steps of a set-up: all stand below each other, so that nothing typed is out of sight. */
export function SetupStep({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  const text = useText();
  return (
    <Stack component="section" gap="xs" aria-label={title}>
      <Title order={3} size="h6">
        {text('setup.step', { number, title })}
      </Title>
      {children}
    </Stack>
  );
}
