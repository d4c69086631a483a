import { z } from 'zod';
import type { ConnectedAccount, ReadBack, Recipient, SentMessage } from '../platform-connector.ts';
import { plainText } from './plain-text.ts';
import { readPages } from './read-pages.ts';
import { replyTarget } from './reply-target.ts';
import { dateText, post, xDirectMessage } from './webhook-schema.ts';
import type { XApi } from './x-client.ts';

const ours = post.extend({ created_at: dateText, display_text_range: z.tuple([z.int(), z.int()]).optional() });

/** Our latest messages to the person, or our latest answers to the post. */
export function readBack(api: XApi, account: ConnectedAccount, recipient: Recipient, signal: AbortSignal): Promise<ReadBack> {
  const target = replyTarget(recipient.replyTo);
  if (target.kind === 'unsummoned') return Promise.resolve({ messages: [] });
  return target.kind === 'post'
    ? readBackPosts(api, account, target.postId, signal)
    : readBackDirect(api, account, recipient.personId, signal);
}

async function readBackDirect(api: XApi, account: ConnectedAccount, personId: string, signal: AbortSignal): Promise<ReadBack> {
  const path = `/2/dm_conversations/with/${encodeURIComponent(personId)}/dm_events`;
  const query = {
    max_results: '100',
    event_types: 'MessageCreate',
    'dm_event.fields': 'id,text,event_type,created_at,sender_id,entities',
  };
  const read = await readPages(api, { account, cap: 'dm.thread', path, query, signal }, () => true);
  if (read.pages === null) return { messages: null, error: read.error };
  const messages = read.pages
    .flatMap(({ data }) => data)
    .map((event) => xDirectMessage.safeParse(event).data)
    .filter((event) => event?.sender_id === account.accountId)
    .flatMap((event): SentMessage[] =>
      event
        ? [
            {
              platformMessageId: event.id,
              text: plainText(event.text ?? '', event.entities?.urls),
              createdAt: event.created_at,
            },
          ]
        : [],
    );
  return { messages };
}

async function readBackPosts(api: XApi, account: ConnectedAccount, postId: string, signal: AbortSignal): Promise<ReadBack> {
  const path = `/2/users/${encodeURIComponent(account.accountId)}/tweets`;
  const query = {
    max_results: '100',
    exclude: 'retweets',
    'tweet.fields': 'author_id,created_at,referenced_tweets,entities,display_text_range,note_tweet',
  };
  const read = await readPages(api, { account, cap: 'post.read', path, query, signal }, () => true);
  if (read.pages === null) return { messages: null, error: read.error };
  const messages = read.pages
    .flatMap(({ data }) => data)
    .map((each) => ours.safeParse(each).data)
    .filter((each) => each !== undefined)
    .filter(({ referenced_tweets: references }) =>
      (references ?? []).some(({ type, id }) => type === 'replied_to' && id === postId),
    )
    .map(({ id, text, note_tweet: long, entities, created_at: createdAt, display_text_range: range }) => {
      // X puts the names of those who are answered before the text, and says where it begins
      const whole =
        long?.text ??
        Array.from(text)
          .slice(range?.[0] ?? 0)
          .join('');
      return { platformMessageId: id, text: plainText(whole, (long?.entities ?? entities)?.urls), createdAt };
    });
  return { messages };
}
