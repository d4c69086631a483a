import { useState, useSyncExternalStore } from 'react';
import { useDesk } from './desk.ts';

/**
 * The reply as it stands in the field: what somebody typed, else the draft. What they typed is never overwritten by what arrives, is there again
 * when they come back, and is what they carry over from the review before, wherever they press that.
 */
export function useReplyText(reviewId: string, draft: string) {
  const { typed } = useDesk();
  const written = useSyncExternalStore(typed.watch, () => typed.get(reviewId));
  const reply = written ?? draft;
  const [shownDraft, setShownDraft] = useState(draft);
  const [aside, setAside] = useState<string | null>(null);
  const [hasNewDraft, setHasNewDraft] = useState(false);
  // a newer draft replaces the old one, not what somebody wrote
  if (draft !== shownDraft) {
    setShownDraft(draft);
    setHasNewDraft(written !== undefined);
  }
  const write = (next: string): void => {
    if (next === draft) typed.delete(reviewId);
    else typed.set(reviewId, next);
  };
  return {
    reply,
    write,
    isEdited: reply.trim() !== draft.trim(),
    /** A draft came while another text stands in the field. */
    hasNewDraft: hasNewDraft && reply !== draft,
    hasTextAside: aside !== null,
    takeNewDraft: () => {
      setAside(reply);
      setHasNewDraft(false);
      write(draft);
    },
    takeTextBack: () => {
      if (aside !== null) write(aside);
      setAside(null);
    },
  };
}
