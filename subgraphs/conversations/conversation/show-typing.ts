import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { openAccount } from '../channel/open-account.ts';
import type { PlatformConnector } from '../connectors/platform-connector.ts';
import { platformUserIdAt } from '../contact/contact.entity.ts';
import type { Platform } from '../platform.ts';
import { replyToAt } from './conversation.entity.ts';

const TIMEOUT_MS = 2000;

interface Row {
  contact: string;
  channel: string;
  platform: Platform;
  person: Buffer;
  reply_to: Buffer | null;
  account: string;
  credentials: Buffer;
}

/** Shows the person that an answer is being written, once, for at most two seconds, and never throws: nothing hangs on it. */
export async function showTyping(
  ctx: Ctx,
  connectors: ReadonlyMap<Platform, PlatformConnector>,
  conversationId: string,
  signal: AbortSignal,
): Promise<void> {
  try {
    const schema = schemaOf(ctx.tenant);
    const [row] = await ctx.em.execute<Row[]>(
      `select c.id as contact, h.id as channel, v.platform, c.platform_user_id as person, v.reply_to, h.account_id as account, h.credentials
       from ${schema}.conversation v join ${schema}.contact c on c.id = v.contact_id join ${schema}.channel h on h.id = v.channel_id
       where v.id = ? and v.status = 'OPEN' and h.credentials is not null and h.status <> 'DISCONNECTED'`,
      [conversationId],
    );
    if (!row) return;
    const connector = connectors.get(row.platform);
    if (!connector?.showTyping) return;
    const [personId, replyTo, account] = await Promise.all([
      ctx.vault.open(platformUserIdAt(row.contact), row.person),
      row.reply_to && ctx.vault.open(replyToAt(conversationId), row.reply_to),
      openAccount(ctx, row.channel, row.account, row.credentials),
    ]);
    if (personId === null || account === null) return;
    await connector.showTyping(account, { personId, replyTo }, AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]));
  } catch (error) {
    ctx.logger.warn({ err: error, conversation: conversationId }, 'nobody was shown that an answer is being written');
  }
}
