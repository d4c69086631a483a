import type { PlatformContext } from '#kernel/runtime/platform-context.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { inboundLogAt } from './inbound-appender.ts';

interface Account {
  readonly account_id: string;
  readonly is_own: boolean;
}

/**
 * Webhooks of the tenant's accounts that nobody processed yet. A body that names another tenant's account too stays: its parts are told
 * apart when it is processed, and what is then nobody's is kept, sealed, as long as such letters are. One that does not open is nobody's.
 */
export async function eraseInbound({ tenant, logger }: Ctx, { platform, seal }: PlatformContext): Promise<void> {
  const { rows: accounts } = await platform.query<Account>(
    'select account_id, tenant = $1 as is_own from platform.channel_account',
    [tenant],
  );
  const own = accounts.filter((account) => account.is_own);
  if (own.length === 0) return;
  const others = accounts.filter((account) => !account.is_own);
  const { rows } = await platform.query<{ id: string; body: Buffer }>('select id, body from platform.inbound_log');
  const ids = rows.flatMap(({ id, body }) => {
    try {
      const text = seal.open(inboundLogAt(id), body).toString('utf8');
      const names = ({ account_id }: Account): boolean => text.includes(account_id);
      return own.some(names) && !others.some(names) ? [id] : [];
    } catch (error) {
      logger.warn({ err: error, inbound: id }, 'a stored webhook does not open and was left');
      return [];
    }
  });
  await platform.query('delete from platform.inbound_log where id = any ($1::uuid[])', [ids]);
}
