import type { FragmentType } from '@apollo/client';
import { Text } from '@mantine/core';
import { useRow } from '../../api/use-row.ts';
import { useText } from '../../i18n/language.tsx';
import { goneWords } from './gone-words.ts';
import { type LastMessageFragment, LastMessageFragmentDoc } from './thread.generated.ts';

/** The latest message of a conversation in a list's row, in one line. */
export function LastMessage({ message }: { message: FragmentType<LastMessageFragment> & { readonly id: string } }) {
  const text = useText();
  const data = useRow({ fragment: LastMessageFragmentDoc, fragmentName: 'LastMessage', from: message });
  if (!data) return null;
  return (
    <Text size="sm" c="dimmed" truncate>
      {data.direction === 'OUTBOUND' && `${text('conversations.ours')} `}
      {goneWords(data, text) ?? data.text}
    </Text>
  );
}
