import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useText } from '../../i18n/language.tsx';
import { AlikeItem } from './alike-item.tsx';
import { BatchUndo } from './batch-undo.tsx';
import { useDesk } from './desk.ts';
import { useAlikeApproval } from './use-alike-approval.ts';
import type { useUndo } from './use-undo.ts';

/** As many as a person looks through before they say yes. */
const MOST = 25;

interface Properties {
  readonly ids: readonly string[];
  readonly undo: ReturnType<typeof useUndo>;
  readonly onClose: () => void;
}

/** Everything that would be sent, each with its message, before it is; then what became of each. */
export function AlikeDialog({ ids, undo, onClose }: Properties) {
  const text = useText();
  const { typed } = useDesk();
  const { outcomes, isBusy, approveAll } = useAlikeApproval();
  // what somebody typed for one of them is their answer to it, not the draft
  const [shown] = useState(() => ids.slice(0, MOST).map((id) => ({ id, hasText: typed.has(id) })));
  const [drafts, setDrafts] = useState<ReadonlyMap<string, string>>(new Map());
  const [unticked, setUnticked] = useState<ReadonlySet<string>>(
    () => new Set(shown.filter(({ hasText }) => hasText).map(({ id }) => id)),
  );
  const chosen = shown.flatMap(({ id }) => {
    const draft = drafts.get(id);
    return draft === undefined || unticked.has(id) ? [] : [{ id, draft }];
  });
  const toggle = (id: string, isTicked: boolean): void =>
    setUnticked((known) => (isTicked ? new Set([...known].filter((one) => one !== id)) : new Set([...known, id])));
  const show = (id: string, draft: string, isAnswered: boolean): void => {
    // changed while it is read: nobody pressed the button for that one yet
    const isChanged = drafts.has(id) && drafts.get(id) !== draft;
    if (isChanged || isAnswered) toggle(id, false);
    setDrafts((known) => new Map([...known, [id, draft]]));
  };
  const approve = async (): Promise<void> => undo.holdTogether(await approveAll(chosen));

  const isDone = outcomes !== null && !isBusy;
  const close = useRef<HTMLButtonElement>(null);
  // the button that had the focus is gone
  useEffect(() => {
    if (isDone) close.current?.focus();
  }, [isDone]);
  const approved = [...(outcomes?.values() ?? [])].filter(({ kind }) => kind === 'HELD').length;
  const batch = undo.held.findLast((one) => one.batch !== null && outcomes?.has(one.reviewId))?.batch;
  const [first, ...more] = undo.held.filter((one) => one.batch !== null && one.batch === batch);
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      // its lock of the page's scrolling is an inline style, which the policy refuses
      lockScroll={false}
      title={text('bulk.title', { count: shown.length })}
      closeButtonProps={{ 'aria-label': text('bulk.close') }}
      closeOnClickOutside={false}
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed" role="status">
          {isDone ? text('bulk.outcomes', { approved, others: outcomes.size - approved }) : text('bulk.hint')}
        </Text>
        {ids.length > MOST && <Text size="sm">{text('bulk.capped', { count: MOST, all: ids.length })}</Text>}
        <Stack gap="xs" component="ul" p={0} m={0} className="alike-list" tabIndex={0}>
          {shown.map(({ id, hasText }) => (
            <AlikeItem
              key={id}
              id={id}
              isTicked={drafts.has(id) && !unticked.has(id)}
              hasText={hasText}
              outcome={outcomes?.get(id) ?? null}
              isFixed={outcomes !== null}
              onDraft={(draft, isAnswered) => show(id, draft, isAnswered)}
              onTick={(isTicked) => toggle(id, isTicked)}
            />
          ))}
        </Stack>
        {first && <BatchUndo held={[first, ...more]} undo={undo} isLatest={false} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} ref={close}>
            {text(isDone ? 'bulk.close' : 'review.cancel')}
          </Button>
          {!isDone && (
            <Button loading={isBusy} disabled={chosen.length === 0} onClick={() => void approve()} data-autofocus>
              {text('bulk.approve', { count: chosen.length })}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
