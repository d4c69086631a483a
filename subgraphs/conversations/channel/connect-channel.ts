import { badUserInput, conflict, upstreamUnavailable } from '#kernel/errors/public-error.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { newId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import type { ConnectedAccount, PlatformConnector, Verification } from '../connectors/platform-connector.ts';
import { platformRetentionHours } from '../retention/platform-retention.ts';
import type { AccountDirectory } from './account-directory.ts';
import { whyNoAccountId } from './account-id.ts';
import { Channel, ChannelStatus, credentialsAt } from './channel.entity.ts';
import { forgetTrouble } from './forget-trouble.ts';

export interface ChannelConnection {
  readonly accountId: string;
  readonly displayName: string;
  readonly credentials: unknown;
  readonly idempotencyKey: string | null;
}

export interface ChannelMeans {
  readonly connector: PlatformConnector;
  readonly accounts: AccountDirectory;
  readonly timeoutMs: number;
  readonly transaction: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
}

/**
 * Connects an account that the credential is shown to control. The account is claimed over all tenants before the tenant's own row is
 * written, and the claim routes nothing until that row stands; a claim that this call made goes when the call fails. Connecting the
 * same account again refreshes its channel.
 */
export async function connectChannel(ctx: Ctx, means: ChannelMeans, connection: ChannelConnection): Promise<Channel> {
  const { connector, accounts } = means;
  const { accountId, idempotencyKey } = connection;
  const connected = idempotencyKey === null ? null : await ctx.em.findOne(Channel, { connectKey: idempotencyKey });
  if (connected) {
    if (connected.accountId === accountId) return connected;
    throw conflict('This idempotencyKey was used to connect another account.');
  }
  const noId = whyNoAccountId(connector.platform, accountId);
  if (noId !== null) throw badUserInput('input.accountId', noId);
  if (connection.displayName.trim() === '') throw badUserInput('input.displayName', 'displayName is empty.');
  const account = await verifiedAccount(means, accountId, connection.credentials, 'input.credentials');
  // a channel that was disconnected keeps its id, and with it its conversations
  const known = await ctx.em.findOne(Channel, { platform: connector.platform, accountId });
  const claim = await accounts.claim(connector.platform, accountId, { tenant: ctx.tenant, channelId: known?.id ?? newId() });
  if (claim.kind === 'held-elsewhere') throw conflict('This account is connected elsewhere. Disconnect it there first.');
  try {
    demand(await connector.subscribe(account, AbortSignal.timeout(means.timeoutMs)), 'input.credentials');
    const channel = await means.transaction((tx) => store(tx, claim.channelId, account, connector, connection));
    await accounts.markConnected(connector.platform, accountId, ctx.tenant);
    return channel;
  } catch (error) {
    if (claim.isNew) await accounts.release(connector.platform, accountId, ctx.tenant);
    throw error;
  }
}

/** Throws BAD_USER_INPUT for a credential of another shape or another account. */
export async function verifiedAccount(
  { connector, timeoutMs }: Pick<ChannelMeans, 'connector' | 'timeoutMs'>,
  accountId: string,
  credentials: unknown,
  field: string,
): Promise<ConnectedAccount> {
  const parsed = connector.parseCredentials(credentials);
  if (!parsed)
    throw badUserInput(field, `The credentials are not what ${connector.platform} needs: ${connector.credentialsExample}.`);
  const account = { accountId, credentials: parsed };
  demand(await connector.verifyCredentials(account, AbortSignal.timeout(timeoutMs)), field);
  return account;
}

function demand(verification: Verification, field: string): void {
  if (verification.kind === 'refused') throw badUserInput(field, verification.error);
  if (verification.kind === 'unavailable') throw upstreamUnavailable(`${verification.error} Try again later.`);
}

async function store(
  tx: Tx,
  id: string,
  account: ConnectedAccount,
  connector: PlatformConnector,
  connection: ChannelConnection,
): Promise<Channel> {
  const known = await tx.em.findOne(Channel, { id });
  const before = known?.status;
  const values = {
    displayName: connection.displayName,
    status: ChannelStatus.CONNECTED,
    credentials: await tx.vault.sealForTenant(credentialsAt(id), JSON.stringify(account.credentials)),
    lastError: null,
    connectedAt: tx.clock.now(),
    credentialsAt: tx.clock.now(),
    connectKey: connection.idempotencyKey,
  };
  const channel = known
    ? tx.em.assign(known, values)
    : tx.em.create(Channel, {
        id,
        platform: connector.platform,
        accountId: account.accountId,
        retentionHours: platformRetentionHours(connector),
        ...values,
      });
  await tx.em.flush();
  if (before) await forgetTrouble(tx, id, { isNew: true, before });
  return channel;
}
