import { noSuchObject } from './graph-error.ts';
import type { MetaWorld } from './meta-world.ts';
import { parseFields, pickFields } from './parse-fields.ts';
import { type Links, readMessage, readThread } from './read-thread.ts';

/** `GET /{id}`: the token's own account, one of its threads, one of its messages, or a person who wrote to it. */
export function readNode(
  world: MetaWorld,
  accountId: string,
  id: string,
  query: URLSearchParams,
  links: Links,
): Record<string, unknown> {
  const asked = query.get('fields');
  const { surface } = world;
  if (id === accountId) {
    const { type, fields } = surface.account(id, world.accountName(id));
    return pickFields(type, fields, parseFields(asked ?? 'id'));
  }
  const thread = world.findThreadById(accountId, id);
  if (thread) return readThread(world, thread, parseFields(asked ?? 'id,updated_time'), links);
  const threadOfMessage = world.threadOfMessage(id);
  const message = threadOfMessage?.messages.find((candidate) => candidate.mid === id);
  if (threadOfMessage?.accountId === accountId && message) {
    return readMessage(world, threadOfMessage, message, parseFields(asked ?? 'id,created_time'));
  }
  return readProfile(world, accountId, id, asked);
}

function readProfile(world: MetaWorld, accountId: string, personId: string, asked: string | null): Record<string, unknown> {
  const name = world.names.get(personId);
  const fields = parseFields(asked ?? 'id,name');
  const names = fields.map((field) => field.name);
  const isKnown = world.findThread(accountId, personId) !== undefined;
  if (name === undefined || !isKnown) throw world.surface.noProfile(personId, names) ?? noSuchObject('get', personId);
  const profile = world.surface.profile(personId, name);
  return pickFields(profile.type, profile.fields, fields);
}
