import { UniqueConstraintViolationException } from '@mikro-orm/core';
import { badUserInput } from '#kernel/errors/public-error.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { newId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import type { CrmMeans } from '../crm-means.ts';
import { checkDisplayName, parseCredentials, verifyConnection } from './check-connection.ts';
import type { ConnectCrmInput } from './connect-crm-input.ts';
import { CrmConnection, credentialsAt } from './crm-connection.entity.ts';

const MAX_KEY_LENGTH = 200;

/** Connects a CRM whose credentials are shown to work. The same key again answers the connection that it made, whatever else it says. */
export const connectCrm = async (
  ctx: Ctx,
  { connectors, live }: CrmMeans,
  transaction: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
  input: ConnectCrmInput,
  idempotencyKey: string | null,
): Promise<CrmConnection> => {
  if (idempotencyKey !== null && idempotencyKey.length > MAX_KEY_LENGTH) {
    throw badUserInput('idempotencyKey', `idempotencyKey must have ${MAX_KEY_LENGTH} characters at most.`);
  }
  const madeBefore = async () => (idempotencyKey === null ? null : ctx.em.findOne(CrmConnection, { connectKey: idempotencyKey }));
  const known = await madeBefore();
  if (known) return known;

  const id = newId();
  const connector = connectors[input.kind];
  const displayName = checkDisplayName(input.displayName, 'input.displayName');
  const credentials = parseCredentials(connector, input.credentials, 'input.credentials');
  const fieldMapping = connector.parseFieldMapping(input.fieldMapping, 'input.fieldMapping');
  const fields = { credentials: 'input.credentials', fieldMapping: 'input.fieldMapping' };
  const accountId = await verifyConnection(connector, { connectionId: id, credentials, fieldMapping }, fields);
  try {
    return await transaction(async (tx) => {
      const connection = tx.em.create(CrmConnection, {
        ...{ id, kind: input.kind, status: 'CONNECTED', displayName, fieldMapping, accountId },
        credentials: await tx.vault.sealForTenant(credentialsAt(id), JSON.stringify(credentials)),
        connectKey: idempotencyKey,
        createdAt: tx.clock.now(),
      });
      await tx.em.flush();
      return connection;
    });
  } catch (error) {
    // the same call at the same moment was first
    const made = error instanceof UniqueConstraintViolationException ? await madeBefore() : null;
    if (made === null) throw error;
    return made;
  } finally {
    live.invalidate(ctx.tenant);
  }
};
