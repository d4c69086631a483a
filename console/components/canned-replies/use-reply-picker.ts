import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { fillReply, findReplies, openVariables, type ReplyValues, slashBefore, spaced } from './fill-reply.ts';
import type { CannedReply } from './use-canned-replies.ts';

interface Means {
  readonly replies: readonly CannedReply[];
  readonly words: string;
  readonly write: (words: string) => void;
  readonly values: ReplyValues;
  readonly field: RefObject<HTMLTextAreaElement | null>;
}

/** A reply is found by what is typed after a slash, chosen by arrows and Enter, and put in its place. Escape leaves the slash a slash. */
export function useReplyPicker({ replies, words, write, values, field }: Means) {
  const [caret, setCaret] = useState(0);
  const isPlaced = useRef(false);
  const [chosen, setChosen] = useState(0);
  const [dismissed, setDismissed] = useState<number | null>(null);
  const wasOpened = useRef(false);
  const selection = useRef<readonly [number, number] | null>(null);
  useLayoutEffect(() => {
    if (!selection.current) return;
    field.current?.focus();
    field.current?.setSelectionRange(...selection.current);
    selection.current = null;
  });
  const slash = slashBefore(words, caret);
  const found = slash && slash.from !== dismissed ? findReplies(replies, slash.query) : [];
  const isOpen = slash !== null && slash.from !== dismissed && (found.length > 0 || slash.query === '');
  const index = Math.min(chosen, Math.max(found.length - 1, 0));

  const change = (next: string, from: number, to: number): void => {
    write(next);
    setCaret(to);
    setChosen(0);
    selection.current = [from, to];
  };
  const insert = (reply: CannedReply): void => {
    if (!slash) return;
    wasOpened.current = false;
    const after = words.slice(caret);
    const filled = spaced(fillReply(reply.text, values), after);
    const next = words.slice(0, slash.from) + filled + after;
    // what is to be filled in is selected: it goes with the first key
    const [open] = openVariables(filled);
    const start = open ? slash.from + filled.indexOf(open) : slash.from + filled.length;
    change(next, start, start + (open?.length ?? 0));
  };
  const leave = (): void => {
    if (!slash) return;
    if (wasOpened.current && slash.query === '') {
      // the slash that the button typed goes with it, and one that is typed there later asks again
      write(words.slice(0, slash.from) + words.slice(caret));
      setCaret(slash.from);
    } else setDismissed(slash.from);
    wasOpened.current = false;
  };
  return {
    isOpen,
    found,
    index,
    insert,
    type(next: string, at: number): void {
      write(next);
      setCaret(at);
      setChosen(0);
      if (!slashBefore(next, at)) setDismissed(null);
    },
    follow(at: number): void {
      isPlaced.current = true;
      setCaret(at);
    },
    /** The button's way: as if a slash had been typed where the caret is, or at the end for who put it nowhere yet. */
    open(): void {
      // a second press would leave the first one's slash in the reply
      if (isOpen) {
        leave();
        return;
      }
      const at = (isPlaced.current ? field.current?.selectionStart : null) ?? words.length;
      const before = words.slice(0, at);
      const typed = before === '' || /\s$/.test(before) ? '/' : ' /';
      wasOpened.current = true;
      setDismissed(null);
      change(before + typed + words.slice(at), at + typed.length, at + typed.length);
    },
    leave,
    /** Answers whether the key was the list's. */
    press(event: KeyboardEvent): boolean {
      // Enter ends a word that is composed (Japanese, Chinese)
      if (!isOpen || event.nativeEvent.isComposing) return false;
      const reply = found[index];
      if (event.key === 'Escape') leave();
      else if (event.key === 'ArrowDown' && found.length > 0) setChosen((index + 1) % found.length);
      else if (event.key === 'ArrowUp' && found.length > 0) setChosen((index + found.length - 1) % found.length);
      // held with Ctrl or Command too: what is being searched for is not to be sent
      else if (event.key === 'Enter' && reply) insert(reply);
      else return false;
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
  };
}
