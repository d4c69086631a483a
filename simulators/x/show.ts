import { conversationOf, type DirectMessage, type Post, type XWorld } from './x-world.ts';

/** Texts leave X with these as HTML entities. */
export const escapeText = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const iso = (ms: number): string => new Date(ms).toISOString();

/** Addresses in a text stand as t.co links, and the entities say for what. */
export function withLinks(text: string): { text: string; urls: { url: string; expanded_url: string; display_url: string }[] } {
  const urls: { url: string; expanded_url: string; display_url: string }[] = [];
  const linked = text.replaceAll(/https?:\/\/[^\s<>]+/g, (expanded) => {
    const url = `https://t.co/${Buffer.from(expanded).toString('hex').slice(-10).padStart(10, '0')}`;
    urls.push({ url, expanded_url: expanded, display_url: expanded.replace(/^https?:\/\//, '').slice(0, 26) });
    return url;
  });
  return { text: linked, urls };
}

export function showUser(world: XWorld, userId: string): Record<string, unknown> | undefined {
  const name = world.nameOf(userId);
  return name === undefined ? undefined : { id: userId, name, username: world.username(userId) };
}

/** Only what was asked for, beside what is always there. */
export function showDirectMessage(message: DirectMessage, has: (field: string) => boolean): Record<string, unknown> {
  const { text, urls } = withLinks(message.text);
  const all: Record<string, unknown> = {
    created_at: iso(message.sentAt),
    sender_id: message.senderId,
    dm_conversation_id: conversationOf(message.senderId, message.recipientId),
    ...(urls.length > 0 && { entities: { urls } }),
  };
  const asked = Object.fromEntries(Object.entries(all).filter(([field]) => has(field)));
  return { id: message.id, event_type: 'MessageCreate', text: escapeText(text), ...asked };
}

export function showPost(world: XWorld, post: Post, has: (field: string) => boolean): Record<string, unknown> {
  const { text, urls } = withLinks(post.text);
  const mentions = post.mentions.map((id) => ({ id, username: world.username(id), start: 0, end: 1 }));
  const references = [
    ...(post.answers ? [{ type: 'replied_to', id: post.answers.id }] : []),
    ...(post.quotes ? [{ type: 'quoted', id: post.quotes.id }] : []),
  ];
  const all: Record<string, unknown> = {
    author_id: post.authorId,
    created_at: iso(post.sentAt),
    conversation_id: post.conversationId,
    display_text_range: [post.textBegins, Array.from(text).length],
    ...(post.answers && { in_reply_to_user_id: post.answers.authorId }),
    ...(references.length > 0 && { referenced_tweets: references }),
    ...((mentions.length > 0 || urls.length > 0) && {
      entities: { ...(mentions.length > 0 && { mentions }), ...(urls.length > 0 && { urls }) },
    }),
  };
  const asked = Object.fromEntries(Object.entries(all).filter(([field]) => has(field)));
  return { id: post.id, text: escapeText(text), edit_history_tweet_ids: [post.id], ...asked };
}

export const everything = (): boolean => true;
