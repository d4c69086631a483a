import { Stack, Text } from '@mantine/core';
import { Fragment, useDeferredValue, useId, useMemo } from 'react';
import { useText } from '../../i18n/language.tsx';
import { wordDifference } from './word-difference.ts';

const MARKS = { same: 'span', gone: 'del', new: 'ins' } as const;

/** What the reviewer made of the draft: words that are gone and words that are new. */
export function ReplyDifference({ draft, reply }: { draft: string; reply: string }) {
  const text = useText();
  const title = useId();
  // typing goes before comparing
  const settled = useDeferredValue(reply);
  const pieces = useMemo(() => wordDifference(draft, settled), [draft, settled]);
  let place = 0;
  return (
    <Stack gap={2} component="section" aria-labelledby={title}>
      <Text size="sm" fw={500} id={title}>
        {text('review.difference')}
      </Text>
      <Text className="as-written difference" size="sm">
        {pieces.map(({ kind, text: words }) => {
          const Mark = MARKS[kind];
          const bare = words.trimStart();
          return (
            <Fragment key={place++}>
              {words.slice(0, words.length - bare.length)}
              <Mark>{bare}</Mark>
            </Fragment>
          );
        })}
      </Text>
    </Stack>
  );
}
