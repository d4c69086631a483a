import { TransientError } from '#kernel/errors/delivery-error.ts';
import { badUserInput, conflict, notFound, upstreamUnavailable } from '#kernel/errors/public-error.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import type { CrmMeans } from '../crm-means.ts';
import type { CrmLink } from './crm-link.entity.ts';
import { findLinksOfLead } from './find-link.ts';
import { recordLead } from './record-lead.ts';
import { rewriteLink } from './rewrite-link.ts';
import type { WrittenLead } from './write-lead.ts';

const MAX_KEY_LENGTH = 200;

/**
 * Writes a lead again, as its latest event told of it, to every CRM that it has a link to. What a CRM refuses is in the links that it
 * answers. Throws NOT_FOUND for a lead that no CRM was ever told of, UPSTREAM_UNAVAILABLE where a CRM cannot be asked now.
 */
export const resyncLead = async (
  ctx: Ctx,
  means: CrmMeans,
  transaction: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
  leadId: string,
  idempotencyKey: string | null,
): Promise<readonly CrmLink[]> => {
  if (idempotencyKey !== null && idempotencyKey.length > MAX_KEY_LENGTH) {
    throw badUserInput('idempotencyKey', `idempotencyKey must have ${MAX_KEY_LENGTH} characters at most.`);
  }
  const links = await findLinksOfLead(ctx, leadId);
  if (links.length === 0) throw notFound('The lead');
  if (idempotencyKey !== null && links.every(({ resyncKey }) => resyncKey === idempotencyKey)) return links;
  const written = await rewriteAll(ctx, means, links);
  if (written.length === 0) throw conflict('No CRM is connected that this lead has a link to, or its contact was erased.');
  await transaction(async (tx) => {
    for (const lead of written) await recordLead(tx, means, lead, idempotencyKey);
  });
  if (written.some(({ outcome }) => outcome.kind === 'limited')) throw upstreamUnavailable('The quota of the CRM is used up.');
  return findLinksOfLead(ctx, leadId);
};

const rewriteAll = async (ctx: Ctx, means: CrmMeans, links: readonly CrmLink[]): Promise<WrittenLead[]> => {
  const connections = await means.live.of(ctx);
  const written: WrittenLead[] = [];
  for (const link of links) {
    const connection = connections.find(({ account }) => account.connectionId === link.connection.id);
    const lead = connection && (await rewriteLink(ctx, connection, link, undefined).catch(refuseTransient));
    if (lead) written.push(lead);
  }
  return written;
};

const refuseTransient = (error: unknown): never => {
  throw error instanceof TransientError ? upstreamUnavailable(`${error.message} Try again later.`, { cause: error }) : error;
};
