import { useState } from 'react';
import { useDesk } from './desk.ts';

/** The reply as it stands in the field. What somebody typed is never overwritten by what arrives, and is there again when they come back. */
export function useReplyText(reviewId: string, draft: string) {
  const { typed } = useDesk();
  const [shownDraft, setShownDraft] = useState(draft);
  const [reply, setReply] = useState(() => typed.get(reviewId) ?? draft);
  const [aside, setAside] = useState<string | null>(null);
  const [hasNewDraft, setHasNewDraft] = useState(false);
  // a newer draft replaces the old one, not what somebody wrote
  if (draft !== shownDraft) {
    setShownDraft(draft);
    if (reply === shownDraft) setReply(draft);
    else setHasNewDraft(true);
  }
  const write = (next: string): void => {
    setReply(next);
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
