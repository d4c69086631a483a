import { z } from 'zod';
import type { InboundMessage } from '../inbound-item.ts';
import type { LinkedInAnswer } from './linkedin-client.ts';
import { parseNotification } from './parse-notifications.ts';
import { encodeUrn } from './urns.ts';

const PAGE = 50;
/** Beyond it the rest is left to the next time: the organisation's quota of calls is a day's. */
const MAX_PAGES = 10;
const pageSchema = z.object({ elements: z.array(z.unknown()) });

type Ask = <T>(path: string, schema: z.ZodType<T>) => Promise<LinkedInAnswer<T>>;
type Read =
  | { readonly messages: readonly InboundMessage[] }
  | { readonly failed: Exclude<LinkedInAnswer<unknown>, { kind: 'ok' }> };

/** LinkedIn keeps notifications for 60 days for whoever missed them; they read as in a webhook. */
export async function readInbound(ask: Ask, accountId: string, since: Date, until: Date): Promise<Read> {
  const criteria = [
    'q=criteria',
    'actions=List(COMMENT,SHARE_MENTION)',
    `organizationalEntity=${encodeUrn(accountId)}`,
    `timeRange=(start:${since.getTime()},end:${until.getTime()})`,
  ].join('&');
  const messages: InboundMessage[] = [];
  for (let page = 0; page < MAX_PAGES; page++) {
    const answer = await ask(`organizationalEntityNotifications?${criteria}&start=${page * PAGE}&count=${PAGE}`, pageSchema);
    if (answer.kind !== 'ok') return { failed: answer };
    const { elements } = answer.value;
    for (const element of elements) {
      const item = parseNotification(element);
      // one that cannot be read is a dead letter where its webhook came, and nothing here
      if (item !== null && typeof item !== 'string' && item.kind === 'message' && item.accountId === accountId) {
        messages.push(item);
      }
    }
    if (elements.length < PAGE) break;
  }
  return { messages: messages.sort((a, b) => a.sentAt.getTime() - b.sentAt.getTime()) };
}
