import { Alert, Center, Loader } from '@mantine/core';
import { useText } from '../i18n/language.tsx';

/** Until Parley has said who the token belongs to. */
export function StartingPage({ problem }: { problem: string | null }) {
  const text = useText();
  return (
    <Center component="main" mih="100dvh" p="md">
      {problem ? (
        <Alert color="orange" role="alert">
          {problem}
        </Alert>
      ) : (
        <Loader aria-label={text('state.loading')} />
      )}
    </Center>
  );
}
