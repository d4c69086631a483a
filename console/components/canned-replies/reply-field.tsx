import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { type RefObject, useId, useRef, useState } from 'react';
import { useText } from '../../i18n/language.tsx';
import { useSession } from '../../session/session.tsx';
import { CannedReplyDialog } from './canned-reply-dialog.tsx';
import { CannedReplyList } from './canned-reply-list.tsx';
import { openVariables, type ReplyValues } from './fill-reply.ts';
import { useCannedReplies } from './use-canned-replies.ts';
import { useReplyPicker } from './use-reply-picker.ts';

interface Properties {
  readonly label: string;
  readonly description: string | undefined;
  readonly words: string;
  readonly write: (words: string) => void;
  /** What a canned reply is filled with. */
  readonly values: ReplyValues;
  /** Ctrl or Command with Enter. */
  readonly onSend: () => void;
  readonly isReadOnly?: boolean;
  /** For who leads the focus here by a key. */
  readonly field?: RefObject<HTMLTextAreaElement | null>;
}

/** Where a reply is written: a slash, or the button, brings what the team answers with again and again. */
export function ReplyField({ label, description, words, write, values, onSend, isReadOnly, ...given }: Properties) {
  const text = useText();
  const { may } = useSession();
  const replies = useCannedReplies() ?? [];
  const ownField = useRef<HTMLTextAreaElement>(null);
  const field = given.field ?? ownField;
  const listId = useId();
  const [isManaging, setIsManaging] = useState(false);
  const picker = useReplyPicker({ replies, words, write, values, field });
  const open = openVariables(words);
  const isPicking = picker.isOpen && !isReadOnly;
  const chosen = isPicking ? picker.found[picker.index] : undefined;
  return (
    <Stack gap={6}>
      <Textarea
        ref={field}
        label={label}
        description={description}
        value={words}
        onChange={({ currentTarget }) => picker.type(currentTarget.value, currentTarget.selectionStart)}
        onSelect={({ currentTarget }) => picker.follow(currentTarget.selectionStart)}
        onBlur={() => isPicking && picker.leave()}
        onKeyDown={(event) => {
          if (isPicking && picker.press(event)) return;
          if (event.key === 'Escape') event.currentTarget.blur();
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onSend();
        }}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls={isPicking ? listId : undefined}
        aria-activedescendant={chosen ? `${listId}-${chosen.id}` : undefined}
        readOnly={isReadOnly}
        autosize
        minRows={4}
        maxRows={14}
      />
      {isPicking && <CannedReplyList id={listId} replies={picker.found} chosenId={chosen?.id ?? null} onChoose={picker.insert} />}
      {open.length > 0 && (
        <Text size="sm" className="to-fill-in" role="status">
          {text('canned.fillIn', { variables: open.join(', '), count: open.length })}
        </Text>
      )}
      {!isReadOnly && (
        <Group gap="xs">
          <Button variant="subtle" size="compact-sm" onMouseDown={(event) => event.preventDefault()} onClick={picker.open}>
            {text('canned.insert')}
          </Button>
          {may('conversations:write') && (
            <Button variant="subtle" size="compact-sm" color="gray" onClick={() => setIsManaging(true)}>
              {text('canned.manage')}
            </Button>
          )}
        </Group>
      )}
      {isManaging && <CannedReplyDialog replies={replies} onClose={() => setIsManaging(false)} />}
    </Stack>
  );
}
