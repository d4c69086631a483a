import { badUserInput, notFound } from '#kernel/errors/public-error.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import type { Platform } from '../platform.ts';
import { Channel, ChannelStatus, credentialsAt } from './channel.entity.ts';
import { type ChannelMeans, verifiedAccount } from './connect-channel.ts';
import { forgetTrouble } from './forget-trouble.ts';

/** Puts a new credential in the place of one that was changed or died; it must control the same account. */
export async function updateChannelCredentials(
  ctx: Ctx,
  meansOf: (platform: Platform) => ChannelMeans,
  id: string,
  credentials: unknown,
): Promise<Channel> {
  const known = isId(id) ? await ctx.em.findOne(Channel, { id }) : null;
  if (!known) throw notFound('The channel');
  // its account may be another tenant's by now
  if (known.credentials === null) throw badUserInput('id', 'The channel was disconnected. Connect its account again.');
  const means = meansOf(known.platform);
  const account = await verifiedAccount(means, known.accountId, credentials, 'credentials');
  return means.transaction(async (tx) => {
    const channel = await tx.em.findOneOrFail(Channel, { id });
    const before = channel.status;
    channel.credentials = await tx.vault.sealForTenant(credentialsAt(id), JSON.stringify(account.credentials));
    channel.status = ChannelStatus.CONNECTED;
    channel.lastError = null;
    channel.credentialsAt = tx.clock.now();
    await tx.em.flush();
    await forgetTrouble(tx, id, { isNew: false, before });
    return channel;
  });
}
