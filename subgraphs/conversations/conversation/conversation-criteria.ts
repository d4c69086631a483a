import type { FilterQuery } from '@mikro-orm/core';
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
      ...(assigneeId ? [{ assigneeId }] : []),
      ...(typeof unassigned === 'boolean' ? [{ assigneeId: unassigned ? null : { $ne: null } }] : []),
      // the second condition says nothing new; it is what the index is of
      ...(label ? [{ labels: { $contains: [label] } }, { labels: { $ne: [] } }] : []),
    ],
  };
}
