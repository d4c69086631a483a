import type { Ctx } from '#kernel/tenancy/context.ts';
import type { ConnectedAccount } from '../connectors/platform-connector.ts';
import { credentialsAt } from './channel.entity.ts';

/** Null where a member disconnected the channel. */
export async function openAccount(
  ctx: Ctx,
  channelId: string,
  accountId: string,
  sealedCredentials: Buffer | null,
): Promise<ConnectedAccount | null> {
  const credentials = sealedCredentials && (await ctx.vault.open(credentialsAt(channelId), sealedCredentials));
  return credentials === null ? null : { accountId, credentials: JSON.parse(credentials) as unknown };
}
