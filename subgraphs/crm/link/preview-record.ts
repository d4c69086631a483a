import { TransientError } from '#kernel/errors/delivery-error.ts';
import { notFound } from '#kernel/errors/public-error.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import type { CrmConnection } from '../connection/crm-connection.entity.ts';
import { findConnection } from '../connection/find-connection.ts';
import type { CrmValues, FieldMapping } from '../connectors/crm-connector.ts';
import type { CrmMeans } from '../crm-means.ts';
import { findLinksOfLead } from './find-link.ts';
import { openDetails, withoutKept } from './lead-state.ts';

export interface RecordPreview {
  readonly record: CrmValues;
  /** What the CRM says against the mapping; empty where it says nothing. */
  readonly problems: readonly string[];
}

/**
 * The record that would be written for a lead now, by the connection's mapping or by one that is not saved yet, and whether the CRM takes
 * that mapping. Writes nothing. Throws NOT_FOUND for a connection or for a lead that no CRM was told of, BAD_USER_INPUT for a mapping that
 * cannot be.
 */
export const previewRecord = async (
  ctx: Ctx,
  means: CrmMeans,
  { connectionId, leadId, fieldMapping: proposed }: { connectionId: string; leadId: string; fieldMapping: unknown },
): Promise<RecordPreview> => {
  const connection = isId(connectionId) ? await findConnection(ctx, connectionId) : null;
  if (connection === null) throw notFound('The connection');
  const connector = means.connectors[connection.kind];
  const mapping =
    proposed === null || proposed === undefined ? connection.fieldMapping : connector.parseFieldMapping(proposed, 'fieldMapping');
  const links = await findLinksOfLead(ctx, leadId);
  const own = links.find((link) => link.connection.id === connectionId);
  const link = own ?? links[0];
  const details = link && (await openDetails(ctx, link.connection.id, leadId, link.contact));
  if (!link || !details) throw notFound('The lead');
  const { contactId, facts } = link;
  const lead = {
    leadId,
    contactId,
    isNew: !own?.externalId,
    isNameLate: false,
    ...facts,
    ...withoutKept(details, own?.keptFacts ?? []),
  };
  return { record: connector.preview(mapping, lead), problems: await problemsOf(ctx, means, connection, mapping) };
};

const problemsOf = async (ctx: Ctx, means: CrmMeans, { id }: CrmConnection, fieldMapping: FieldMapping): Promise<string[]> => {
  const live = (await means.live.of(ctx)).find(({ account }) => account.connectionId === id);
  if (!live) return ['The connection is disconnected: the CRM was not asked about the mapping.'];
  try {
    const verification = await live.connector.verify({ ...live.account, fieldMapping });
    return verification.kind === 'ok' ? [] : [verification.error];
  } catch (error) {
    if (!(error instanceof TransientError)) throw error;
    return [`The CRM was not asked about the mapping: ${error.message}`];
  }
};
