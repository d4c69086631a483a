import { Paper, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useText } from '../../i18n/language.tsx';
import type { CannedReply } from './use-canned-replies.ts';

interface Properties {
  readonly id: string;
  readonly replies: readonly CannedReply[];
  readonly chosenId: string | null;
  readonly onChoose: (reply: CannedReply) => void;
}

/** The keys are the field's, which keeps the focus; here is what they move through, and a mouse chooses. */
export function CannedReplyList({ id, replies, chosenId, onChoose }: Properties) {
  const text = useText();
  const list = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the keys moved to is brought into view
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosenId]);
  if (replies.length === 0) {
    return (
      <Paper withBorder p="xs" id={id} role="listbox" aria-label={text('canned.title')}>
        <Text size="sm" c="dimmed" role="option" aria-selected={false} aria-disabled>
          {text('canned.none')}
        </Text>
      </Paper>
    );
  }
  return (
    <Paper withBorder className="canned-list" id={id} role="listbox" aria-label={text('canned.title')} ref={list}>
      {replies.map((reply) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
        // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the option
        <div
          key={reply.id}
          id={`${id}-${reply.id}`}
          className="canned-option"
          role="option"
          aria-selected={reply.id === chosenId}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(reply)}
        >
          <Text size="sm" fw={600}>
            {reply.name}
          </Text>
          <Text size="sm" lineClamp={1}>
            {reply.text}
          </Text>
        </div>
      ))}
    </Paper>
  );
}
