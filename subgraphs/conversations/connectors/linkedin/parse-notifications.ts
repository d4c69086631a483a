import { faultReason } from '../fault-reason.ts';
import type { InboundFault, InboundItem, ParsedBody } from '../inbound-item.ts';
import { bodySchema, notificationSchema, organizationSchema } from './notification-schema.ts';
import { readNotification } from './read-notification.ts';

interface Part {
  readonly items: InboundItem[];
  readonly notifications: unknown[];
}

/**
 * Reads a LinkedIn webhook: up to ten notifications of several organisations. One that is not what LinkedIn sends is a fault of its own
 * and takes no neighbour along.
 */
export function parseNotifications(body: Buffer): ParsedBody {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return wholeBodyFault(body, 'The body is not JSON.');
  }
  const envelope = bodySchema.safeParse(json);
  if (!envelope.success) return wholeBodyFault(body, `The body is no notification webhook: ${faultReason(envelope.error)}`);
  const parts = new Map<string, Part>();
  const faults: InboundFault[] = [];
  for (const notification of envelope.data.notifications) {
    const organization = organizationSchema.safeParse(notification);
    const accountId = organization.data?.organizationalEntity ?? null;
    const read = parseNotification(notification);
    if (typeof read === 'string') faults.push({ accountId, error: read, payload: asBody([notification]) });
    else if (read !== null) {
      const part = parts.get(read.accountId) ?? { items: [], notifications: [] };
      parts.set(read.accountId, part);
      part.items.push(read);
      part.notifications.push(notification);
    }
  }
  return {
    parts: Array.from(parts, ([accountId, { items, notifications }]) => ({
      accountId,
      items,
      payload: () => asBody(notifications),
    })),
    faults,
  };
}

/** The item, null for one that is ignored, or why it is not valid. */
export function parseNotification(notification: unknown): InboundItem | null | string {
  const parsed = notificationSchema.safeParse(notification);
  return parsed.success ? readNotification(parsed.data) : `A notification is not valid: ${faultReason(parsed.error)}`;
}

const wholeBodyFault = (payload: Buffer, error: string): ParsedBody => ({
  parts: [],
  faults: [{ accountId: null, error, payload }],
});

const asBody = (notifications: readonly unknown[]): Buffer =>
  Buffer.from(JSON.stringify({ type: 'ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS', notifications }));

const ONE_NOTIFICATION = /"notificationId"/g;
const REPORT = /"action"\s*:\s*"(?:ADMIN_COMMENT|LIKE|SHARE)"/;

/** One notification of something that nobody waits for. A quotation mark inside a text is escaped, so that no person can write one of these. */
export function isReportWebhook(body: Buffer): boolean {
  const text = body.toString('utf8');
  return REPORT.test(text) && text.match(ONE_NOTIFICATION)?.length === 1;
}
