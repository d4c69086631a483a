import { notFound } from '#kernel/errors/public-error.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { Channel, ChannelStatus } from './channel.entity.ts';
import type { ChannelMeans } from './connect-channel.ts';

/** Forgets the credential and gives the account free; conversations stay. A webhook that still comes in for it is a dead letter. */
export async function disconnectChannel(
  ctx: Ctx,
  { accounts, transaction }: Pick<ChannelMeans, 'accounts' | 'transaction'>,
  id: string,
): Promise<Channel> {
  const channel = await transaction(async (tx) => {
    const known = isId(id) ? await tx.em.findOne(Channel, { id }) : null;
    if (!known) throw notFound('The channel');
    known.credentials = null;
    known.status = ChannelStatus.DISCONNECTED;
    known.connectKey = null;
    await tx.em.flush();
    return known;
  });
  // after the commit: until here nobody else can take the account, and a repetition releases what a crash left
  await accounts.release(channel.platform, channel.accountId, ctx.tenant);
  return channel;
}
