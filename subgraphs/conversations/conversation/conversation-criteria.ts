import type { FilterQuery } from '@mikro-orm/core';
import { isId } from '#kernel/persistence/new-id.ts';
import type { LeadTier } from '../contact/lead-tier.ts';
import type { Platform } from '../platform.ts';
import type { Conversation, ConversationStatus } from './conversation.entity.ts';

/** What a list of conversations may be asked for: all that is given must match, of a list any one. */
export interface ConversationCriteria {
  readonly status?: ConversationStatus[] | null;
  readonly platform?: Platform[] | null;
  readonly assigneeId?: string | null;
  readonly unassigned?: boolean | null;
  readonly label?: string | null;
  readonly tier?: LeadTier[] | null;
}

/** What was never given out, or cannot be stored, is of no conversation, and not a database error. */
const NONE: FilterQuery<Conversation> = { id: { $in: [] } };

export function matching(criteria: ConversationCriteria): FilterQuery<Conversation> {
  const { status, platform, assigneeId, unassigned, label, tier } = criteria;
  return {
    ...(status && { status: { $in: status } }),
    ...(platform && { platform: { $in: platform } }),
    // a lead that is COLD from its first score on is not told of here
    ...(tier && {
      contact: tier.includes('COLD') ? { $or: [{ tier: { $in: tier } }, { tier: null }] } : { tier: { $in: tier } },
    }),
    $and: [
      ...(assigneeId ? [isId(assigneeId) ? { assigneeId } : NONE] : []),
      ...(typeof unassigned === 'boolean' ? [{ assigneeId: unassigned ? null : { $ne: null } }] : []),
      // the second condition says nothing new; it is what the index is of
      ...(label ? (label.includes('\0') ? [NONE] : [{ labels: { $contains: [label] } }, { labels: { $ne: [] } }]) : []),
    ],
  };
}
