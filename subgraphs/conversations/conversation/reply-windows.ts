/** How long after a person's latest message a platform takes a reply; null: for ever. */
export interface ReplyWindows {
  readonly replyWindowMs: number | null;
  /** The same for a reply that a person wrote or approved. */
  readonly personReplyWindowMs: number | null;
}

const closesAt = (windowMs: number | null, lastInboundAt: Date): Date | null =>
  windowMs === null ? null : new Date(lastInboundAt.getTime() + windowMs);

export const windowClosesAt = ({ replyWindowMs }: ReplyWindows, lastInboundAt: Date): Date | null =>
  closesAt(replyWindowMs, lastInboundAt);

export const personWindowClosesAt = ({ personReplyWindowMs }: ReplyWindows, lastInboundAt: Date): Date | null =>
  closesAt(personReplyWindowMs, lastInboundAt);
