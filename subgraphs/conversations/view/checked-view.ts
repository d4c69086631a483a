import { badUserInput } from '#kernel/errors/public-error.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import type { ConversationCriteria } from '../conversation/conversation-criteria.ts';

const LONGEST_NAME = 60;
const LONGEST_LABEL = 50;

export interface CheckedView {
  readonly name: string;
  readonly shared: boolean;
  readonly filter: ConversationCriteria;
}

/** A name on one line, and of the filter what it asks for. Throws BAD_USER_INPUT. */
export function checkedView(given: { name: string; isShared: boolean; filter: ConversationCriteria }): CheckedView {
  const name = given.name.trim().replace(/\s+/g, ' ');
  if (name === '' || name.length > LONGEST_NAME || /\p{Cc}/u.test(name))
    throw badUserInput('input.name', `The name of a view has 1 to ${LONGEST_NAME} characters, on one line.`);
  const { status, platform, assigneeId, unassigned, label, tier } = given.filter;
  if (assigneeId && !isId(assigneeId)) throw badUserInput('input.filter.assigneeId', 'assigneeId is no id of a member.');
  // half of a sign outside the basic plane is no JSON to the database
  if (label && (label.length > LONGEST_LABEL || label.includes('\0') || !label.isWellFormed()))
    throw badUserInput('input.filter.label', `A label has at most ${LONGEST_LABEL} characters, and each of them whole.`);
  return {
    name,
    shared: given.isShared,
    filter: {
      ...(status && { status: [...new Set(status)] }),
      ...(platform && { platform: [...new Set(platform)] }),
      ...(assigneeId && { assigneeId }),
      ...(typeof unassigned === 'boolean' && { unassigned }),
      ...(label && { label }),
      ...(tier && { tier: [...new Set(tier)] }),
    },
  };
}
