import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { openAccount } from '../channel/open-account.ts';
import type { PlatformConnector } from '../connectors/platform-connector.ts';
import type { Platform } from '../platform.ts';
import { type AskedName, askName } from './ask-name.ts';
import { platformUserIdAt } from './contact.entity.ts';
import { askedLongAgo, NAME_WANTED } from './name-wanted.ts';

interface Row {
  contact: string;
  channel: string;
  platform: Platform;
  person: Buffer;
  account: string;
  credentials: Buffer;
}

/** Asks for the name of the person in a conversation; null where there is nothing to ask for, or nobody to ask. */
export async function askNameInConversation(
  ctx: Ctx,
  connectors: ReadonlyMap<Platform, PlatformConnector>,
  conversationId: string,
  signal: AbortSignal,
): Promise<AskedName | null> {
  const schema = schemaOf(ctx.tenant);
  const [row] = await ctx.em.execute<Row[]>(
    `select c.id as contact, h.id as channel, c.platform, c.platform_user_id as person, h.account_id as account, h.credentials
     from ${schema}.conversation v join ${schema}.contact c on c.id = v.contact_id join ${schema}.channel h on h.id = v.channel_id
     where v.id = ? and h.credentials is not null and h.status <> 'DISCONNECTED' and ${NAME_WANTED}`,
    [conversationId, askedLongAgo(ctx.clock.now())],
  );
  const connector = row && connectors.get(row.platform);
  if (!connector) return null;
  const contactId = row.contact;
  const [personId, account] = await Promise.all([
    ctx.vault.open(platformUserIdAt(contactId), row.person),
    openAccount(ctx, row.channel, row.account, row.credentials),
  ]);
  if (personId === null || account === null) return null;
  return askName(ctx, connector, { contactId, account, personId }, signal);
}
