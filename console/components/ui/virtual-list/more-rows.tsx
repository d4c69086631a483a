import { Button, Center, Loader } from '@mantine/core';
import { useText } from '../../../i18n/language.tsx';

/** The end of what was fetched: more is on its way, or did not come and can be asked for again. */
export function MoreRows({ more, onAgain }: { more: 'IDLE' | 'FETCHING' | 'FAILED'; onAgain: () => void }) {
  const text = useText();
  if (more === 'IDLE') return null;
  return (
    <Center p="xs">
      {more === 'FETCHING' ? (
        <Loader size="sm" type="dots" aria-hidden />
      ) : (
        <Button variant="light" onClick={onAgain}>
          {text('state.more')}
        </Button>
      )}
    </Center>
  );
}
