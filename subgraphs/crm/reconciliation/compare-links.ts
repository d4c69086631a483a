import type { Ctx } from '#kernel/tenancy/context.ts';
import type { LiveConnection } from '../connection/live-connections.ts';
import type { CrmRecord, CrmValues, Refusal } from '../connectors/crm-connector.ts';
import type { CrmLink } from '../link/crm-link.entity.ts';
import { openDetails, withoutKept } from '../link/lead-state.ts';

export type Finding = 'missing' | 'stale' | 'alike';

export interface ComparedLink {
  readonly link: CrmLink;
  readonly finding: Finding;
  readonly isDouble: boolean;
}

/** Compares links, at most `READ_AT_ONCE`, with what the CRM has. Links of erased persons are left out. Throws TransientError. */
export const compareLinks = async (
  ctx: Ctx,
  { account, connector }: LiveConnection,
  links: readonly CrmLink[],
): Promise<Refusal | { readonly kind: 'compared'; readonly links: readonly ComparedLink[] }> => {
  const { connectionId, fieldMapping } = account;
  await ctx.vault.prefetch(links.map(({ contactId }) => contactId));
  const opened = await Promise.all(
    links.map(async (link) => ({ link, details: await openDetails(ctx, connectionId, link.leadId, link.contact) })),
  );
  const known = opened.flatMap(({ link, details }) => (details === null ? [] : [{ link, details }]));
  if (known.length === 0) return { kind: 'compared', links: [] };
  const read = await connector.readLeads(
    account,
    known.map(({ link, details }) => ({
      leadId: link.leadId,
      externalId: link.externalId ?? null,
      email: details.email,
    })),
  );
  if (read.kind !== 'read') return read;
  const records = new Map(read.records.map((record) => [record.leadId, record]));
  const compared = known.map(({ link, details }): ComparedLink => {
    const { leadId, contactId, facts } = link;
    const record = records.get(leadId);
    if (!record) return { link, finding: 'missing', isDouble: false };
    const told = { ...facts, ...withoutKept(details, link.keptFacts) };
    const written = connector.preview(fieldMapping, { leadId, contactId, isNew: false, isNameLate: false, ...told });
    const isStale = link.status === 'SYNCED' && !isAsWritten(record, link.externalId ?? null, written);
    return { link, finding: isStale ? 'stale' : 'alike', isDouble: record.doubles.length > 0 };
  });
  return { kind: 'compared', links: compared };
};

const isAsWritten = ({ externalId, values }: CrmRecord, linked: string | null, written: CrmValues): boolean =>
  externalId === linked &&
  (values === null || Object.entries(written).every(([field, value]) => sameValue(values[field] ?? null, value)));

/** CRMs trim, lower addresses and answer numbers as texts. */
const sameValue = (one: string | number | null, other: string | number): boolean => {
  if (one === null) return false;
  const [left, right] = [String(one).trim().toLowerCase(), String(other).trim().toLowerCase()];
  return left === right || (left !== '' && right !== '' && Number(left) === Number(right));
};
