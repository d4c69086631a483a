import type { FacebookWorld } from './facebook-world.ts';
import { invalidParameter, noSuchObject } from './graph-error.ts';
import { parseFields, pickFields } from './parse-fields.ts';
import { type Links, readMessage, readThread } from './read-thread.ts';

const profileFields = ['first_name', 'last_name', 'name', 'profile_pic', 'locale', 'timezone', 'gender'];

/** `GET /{id}`: the token's own page, one of its threads, one of its messages, or a person who wrote to it. */
export function readNode(
  world: FacebookWorld,
  pageId: string,
  id: string,
  query: URLSearchParams,
  links: Links,
): Record<string, unknown> {
  const asked = query.get('fields');
  if (id === pageId) {
    const values = { id, name: world.pageName(id), category: 'Business', link: `https://www.facebook.com/${id}` };
    return pickFields('Page', values, parseFields(asked ?? 'id,name'));
  }
  const thread = world.findThreadById(pageId, id);
  if (thread) return readThread(world, thread, parseFields(asked ?? 'id,updated_time'), links);
  const threadOfMessage = world.threadOfMessage(id);
  const message = threadOfMessage?.messages.find((candidate) => candidate.mid === id);
  if (threadOfMessage?.pageId === pageId && message) {
    return readMessage(world, threadOfMessage, message, parseFields(asked ?? 'id,created_time'));
  }
  return readProfile(world, pageId, id, asked);
}

function readProfile(world: FacebookWorld, pageId: string, psid: string, asked: string | null): Record<string, unknown> {
  const name = world.names.get(psid);
  const known = name !== undefined && world.findThread(pageId, psid) !== undefined;
  const fields = parseFields(asked ?? 'first_name,last_name,id');
  if (!known) {
    if (fields.some((field) => ['first_name', 'last_name', 'profile_pic'].includes(field.name))) {
      throw invalidParameter('No matching user found', 2018001);
    }
    throw noSuchObject('get', psid);
  }
  const lastSpace = name.lastIndexOf(' ');
  const values: Record<string, unknown> = Object.fromEntries(profileFields.map((field) => [field, undefined]));
  values.id = psid;
  values.name = name;
  values.first_name = lastSpace < 0 ? name : name.slice(0, lastSpace);
  values.last_name = lastSpace < 0 ? '' : name.slice(lastSpace + 1);
  return pickFields('User', values, fields);
}
