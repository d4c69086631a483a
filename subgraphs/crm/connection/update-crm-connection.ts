import { badUserInput, conflict, notFound } from '#kernel/errors/public-error.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import type { CrmAccount, CrmConnector } from '../connectors/crm-connector.ts';
import type { CrmMeans } from '../crm-means.ts';
import { checkDisplayName, parseCredentials, verifyConnection } from './check-connection.ts';
import { CrmConnection, credentialsAt } from './crm-connection.entity.ts';
import { findConnection } from './find-connection.ts';

/** Null and absent mean: as it is. */
export interface ConnectionChange {
  readonly displayName?: string | null | undefined;
  readonly credentials?: unknown;
  readonly fieldMapping?: unknown;
}

const FIELDS = { credentials: 'credentials', fieldMapping: 'fieldMapping' } as const;

/**
 * Changes what is given, after the CRM was asked about it. New credentials connect again what a member disconnected or the CRM refused;
 * the leads that waited are then written by themselves. They have to be for the same account: what its ids mean there, they mean in no
 * other. Throws NOT_FOUND, BAD_USER_INPUT.
 */
export const updateCrmConnection = async (
  ctx: Ctx,
  { connectors, live }: CrmMeans,
  transaction: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
  id: string,
  change: ConnectionChange,
): Promise<CrmConnection> => {
  const known = await findConnection(ctx, id);
  if (known === null) throw notFound('The connection');
  const connector = connectors[known.kind];
  const displayName = change.displayName ? checkDisplayName(change.displayName, 'displayName') : known.displayName;
  const account = await changedAccount(ctx, connector, known, change);
  const accountId = account ? await verifyConnection(connector, account, FIELDS) : null;
  if (accountId !== null && known.accountId && accountId !== known.accountId) {
    throw badUserInput(
      FIELDS.credentials,
      'These credentials are for another account of the CRM. Connect that one as a connection of its own, and disconnect this one.',
    );
  }
  const hasNewCredentials = isGiven(change.credentials);

  const changed = await transaction(async (tx) => {
    const connection = await tx.em.findOneOrFail(CrmConnection, { id });
    connection.displayName = displayName;
    if (accountId !== null) connection.accountId = accountId;
    if (account && isGiven(change.fieldMapping)) connection.fieldMapping = account.fieldMapping;
    if (account && hasNewCredentials) {
      connection.credentials = await tx.vault.sealForTenant(credentialsAt(id), JSON.stringify(account.credentials));
      connection.status = 'CONNECTED';
      connection.lastError = null;
    }
    await tx.em.flush();
    return connection;
  });
  live.invalidate(ctx.tenant);
  return changed;
};

/** Null when nothing changes that the CRM is to be asked about. */
const changedAccount = async (
  ctx: Ctx,
  connector: CrmConnector,
  known: CrmConnection,
  { credentials, fieldMapping }: ConnectionChange,
): Promise<CrmAccount | null> => {
  if (!isGiven(credentials) && !isGiven(fieldMapping)) return null;
  return {
    connectionId: known.id,
    credentials: isGiven(credentials)
      ? parseCredentials(connector, credentials, FIELDS.credentials)
      : parseCredentials(connector, await storedCredentials(ctx, known), FIELDS.credentials),
    fieldMapping: isGiven(fieldMapping) ? connector.parseFieldMapping(fieldMapping, FIELDS.fieldMapping) : known.fieldMapping,
  };
};

const storedCredentials = async (ctx: Ctx, { id, credentials }: CrmConnection): Promise<unknown> => {
  const text = credentials && (await ctx.vault.open(credentialsAt(id), credentials));
  if (!text) throw conflict('The connection was disconnected: give new credentials with the new fieldMapping.');
  return JSON.parse(text);
};

const isGiven = (value: unknown): boolean => value !== null && value !== undefined;
