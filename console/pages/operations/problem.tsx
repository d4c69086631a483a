import { Alert } from '@mantine/core';

/** What the API said against what was asked of it. */
export function Problem({ words }: { words: string | null }) {
  if (words === null) return null;
  return (
    <Alert color="red" role="alert">
      {words}
    </Alert>
  );
}
