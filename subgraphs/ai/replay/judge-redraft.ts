import { compareReplies } from './compare-replies.ts';

/** UNKNOWN: what was decided says nothing of this text. It never counts as right. */
export type Verdict = 'RIGHT' | 'WRONG' | 'UNKNOWN';

/** Four of five statements, both ways. */
const AGREES_FROM = 0.8;

/** What a person made of a message. */
export interface DecidedTexts {
  readonly isRejected: boolean;
  /** The draft of then, where there was one. */
  readonly draft: string | null;
  /** What the person sent; null where nothing was. */
  readonly final: string | null;
  readonly sourceDocuments: readonly string[];
}

/**
 * Whether a person would have sent a new draft, as far as the decision on another text tells. The text that was sent is right; the text
 * that was rejected or edited away is wrong again; any other is compared with what was sent: it is right where it says the same, wrong where it
 * contradicts, and otherwise unknown. A reply that stands on none of the documents of the draft that was approved is at most unknown.
 */
export function judgeRedraft(
  { isRejected, draft, final, sourceDocuments }: DecidedTexts,
  redraft: { readonly text: string; readonly sourceDocuments: readonly string[] },
): Verdict {
  const againstDraft = draft === null ? null : compareReplies(redraft.text, draft);
  if (isRejected || final === null) {
    if (!isRejected || againstDraft === null) return 'UNKNOWN';
    return againstDraft.isSame || saysTheSame(againstDraft) ? 'WRONG' : 'UNKNOWN';
  }
  const againstFinal = compareReplies(redraft.text, final);
  if (againstFinal.isSame) return 'RIGHT';
  const wasEdited = draft !== null && !compareReplies(draft, final).isSame;
  if (wasEdited && againstDraft?.isSame) return 'WRONG';
  if (againstFinal.contradicts) return 'WRONG';
  // nearer to what the person changed than to what the person made of it
  if (wasEdited && againstDraft !== null && againstDraft.agreement >= againstFinal.agreement) return 'UNKNOWN';
  const standsElsewhere =
    sourceDocuments.length > 0 &&
    redraft.sourceDocuments.length > 0 &&
    !redraft.sourceDocuments.some((id) => sourceDocuments.includes(id));
  return saysTheSame(againstFinal) && !standsElsewhere ? 'RIGHT' : 'UNKNOWN';
}

const saysTheSame = ({ agreement, contradicts, addsFigures }: ReturnType<typeof compareReplies>): boolean =>
  agreement >= AGREES_FROM && !contradicts && !addsFigures;
