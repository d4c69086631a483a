import { PublicError } from '#kernel/errors/public-error.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import type { ConversationCriteria } from './conversation-criteria.ts';

/** A list of the hot ones tells who is hot: whoever may not read leads does not get it. */
export function refuseTierWithoutLeads({ actor }: Ctx, { tier }: ConversationCriteria): void {
  if (tier && !actor.scopes.has('leads:read'))
    throw new PublicError('FORBIDDEN', 'The filter by tier needs the scope leads:read.', { field: 'filter.tier' });
}
