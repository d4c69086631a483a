import { z } from 'zod';
import type { InboundMessage } from '../inbound-item.ts';
import type { LinkedInAnswer } from './linkedin-client.ts';
import { parseNotification } from './parse-notifications.ts';
import { encodeUrn } from './urns.ts';

const PAGE = 50;
/** Beyond it the rest is left to the next call: the organisation's quota of calls is a day's. */
const MAX_PAGES = 10;
/** The places of a list stay where they are only while its span does. */
const restSchema = z.object({ from: z.int(), until: z.int(), start: z.int() });
const pageSchema = z.object({ elements: z.array(z.unknown()) });

type Ask = <T>(path: string, schema: z.ZodType<T>) => Promise<LinkedInAnswer<T>>;
type Read =
  | { readonly messages: readonly InboundMessage[]; readonly rest?: string }
  | { readonly failed: Exclude<LinkedInAnswer<unknown>, { kind: 'ok' }> };

/** LinkedIn keeps notifications for 60 days for whoever missed them; they read as in a webhook. */
export async function readInbound(
  ask: Ask,
  accountId: string,
  { since, now, rest }: { readonly since: Date; readonly now: Date; readonly rest: string | null },
): Promise<Read> {
  const span = rest === null ? { from: since.getTime(), until: now.getTime(), start: 0 } : restSchema.parse(JSON.parse(rest));
  const criteria = [
    'q=criteria',
    'actions=List(COMMENT,SHARE_MENTION)',
    `organizationalEntity=${encodeUrn(accountId)}`,
    `timeRange=(start:${span.from},end:${span.until})`,
  ].join('&');
  const messages: InboundMessage[] = [];
  const inOrder = () => messages.sort((a, b) => a.sentAt.getTime() - b.sentAt.getTime());
  for (let page = 0; ; page++) {
    const start = span.start + page * PAGE;
    if (page === MAX_PAGES) return { messages: inOrder(), rest: JSON.stringify({ ...span, start }) };
    const answer = await ask(`organizationalEntityNotifications?${criteria}&start=${start}&count=${PAGE}`, pageSchema);
    if (answer.kind !== 'ok') {
      return page === 0 ? { failed: answer } : { messages: inOrder(), rest: JSON.stringify({ ...span, start }) };
    }
    const { elements } = answer.value;
    for (const element of elements) {
      const item = parseNotification(element);
      // one that cannot be read is a dead letter where its webhook came, and nothing here
      if (item !== null && typeof item !== 'string' && item.kind === 'message' && item.accountId === accountId) {
        messages.push(item);
      }
    }
    if (elements.length < PAGE) return { messages: inOrder() };
  }
}
