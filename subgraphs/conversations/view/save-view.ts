import { badUserInput, conflict, notFound, PublicError } from '#kernel/errors/public-error.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { isId, newId } from '#kernel/persistence/new-id.ts';
import type { ConversationCriteria } from '../conversation/conversation-criteria.ts';
import { checkedView } from './checked-view.ts';
import { ConversationView } from './conversation-view.entity.ts';

const MOST_OWN = 50;
const MOST_SHARED = 100;

interface Given {
  readonly id?: string | null;
  readonly name: string;
  readonly filter: ConversationCriteria;
  readonly isShared: boolean;
}

/**
 * Saves a new view, or replaces what the one of that id is. One that is shared is the team's: only its owner takes it back. Two that are
 * saved at the same moment do not see each other: one name twice, or one view too many, hurts nobody.
 */
export async function saveView(tx: Tx, given: Given): Promise<ConversationView> {
  const checked = checkedView(given);
  const seen = await tx.em.find(ConversationView, { $or: [{ ownerId: tx.actor.id }, { shared: true }] });
  const stored = given.id ? seen.find(({ id }) => id === given.id) : undefined;
  if (given.id && !stored) throw notFound('The view');
  if (checked.shared || stored?.shared) refuseUnlessTeams(tx);
  if (stored && stored.ownerId !== tx.actor.id && !checked.shared)
    throw conflict('Another member shared this view: only they take it back. Save one of your own under another name.');
  const others = seen.filter((view) => view !== stored);
  const isSame = ({ name }: ConversationView): boolean => name.toLowerCase() === checked.name.toLowerCase();
  if (others.some(isSame)) throw badUserInput('input.name', `There is a view “${checked.name}” already: take another name.`);
  const own = others.filter(({ ownerId }) => ownerId === tx.actor.id).length;
  if (!stored && own >= MOST_OWN) throw conflict(`You have ${MOST_OWN} views, the most there are: remove one first.`);
  if (checked.shared && others.filter(({ shared }) => shared).length >= MOST_SHARED)
    throw conflict(`The team shares ${MOST_SHARED} views, the most there are: remove one first.`);
  const view =
    stored ?? tx.em.create(ConversationView, { id: newId(), ownerId: tx.actor.id, ...checked, createdAt: tx.clock.now() });
  Object.assign(view, checked);
  await tx.em.flush();
  return view;
}

/** False when the caller sees none of that id. */
export async function removeView(tx: Tx, id: string): Promise<boolean> {
  if (!isId(id)) return false;
  const view = await tx.em.findOne(ConversationView, { id, $or: [{ ownerId: tx.actor.id }, { shared: true }] });
  if (!view) return false;
  if (view.shared) refuseUnlessTeams(tx);
  await tx.em.nativeDelete(ConversationView, { id });
  return true;
}

function refuseUnlessTeams({ actor }: Tx): void {
  if (!actor.scopes.has('conversations:write'))
    throw new PublicError('FORBIDDEN', 'A view that the team shares needs the scope conversations:write.');
}
