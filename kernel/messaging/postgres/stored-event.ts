import { PermanentError } from '../../errors/delivery-error.ts';
import { newId } from '../../persistence/new-id.ts';
import type { TenantId } from '../../tenancy/tenant.ts';
import type { Vault } from '../../tenancy/vault.ts';
import type { EventContract, Lane, NewEvent, ReceivedEvent } from '../event-contract.ts';

/** An event as the transport carries it: personal data sealed. */
export interface StoredEvent {
  readonly id: string;
  readonly tenant: TenantId;
  readonly type: string;
  readonly version: number;
  readonly key: string;
  readonly lane: 0 | 1;
  readonly data: unknown;
  readonly subject: string | null;
  readonly personal: Buffer | null;
  readonly published_at: Date;
}

const PERSONAL = { table: 'event', column: 'personal' } as const;

/** Checks the event against its contract and seals what belongs to a person. Throws on an event that breaks its contract: a bug of the publisher. */
export async function sealEvent(
  tenant: TenantId,
  vault: Vault,
  contract: EventContract,
  event: NewEvent<EventContract>,
): Promise<StoredEvent> {
  const id = newId();
  let personal: Buffer | null = null;
  if (contract.personal) {
    if (event.personal === undefined || event.subjectId === undefined)
      throw new Error(`${contract.type} needs its person's part`);
    const parsed: unknown = contract.personal.parse(event.personal);
    personal = await vault.seal(event.subjectId, { ...PERSONAL, rowId: id }, JSON.stringify(parsed));
  }
  return {
    id,
    tenant,
    type: contract.type,
    version: contract.version,
    key: event.key,
    lane: event.lane === 'fast' ? 0 : 1,
    data: contract.data.parse(event.data),
    subject: event.subjectId ?? null,
    personal,
    published_at: new Date(),
  };
}

/** The receiver applies the contract again: an event that another version of the program wrote is checked before anybody acts on it. */
export async function openEvent(
  vault: Vault,
  contract: EventContract,
  stored: StoredEvent,
): Promise<ReceivedEvent<EventContract>> {
  const data = contract.data.safeParse(stored.data);
  if (!data.success) {
    throw new PermanentError(
      'INVALID_PAYLOAD',
      `${contract.type}: ${data.error.issues.map((issue) => `${issue.path.join('.')} ${issue.code}`).join(', ')}`,
    );
  }
  const opened = stored.personal ? await vault.open({ ...PERSONAL, rowId: stored.id }, stored.personal) : null;
  return {
    id: stored.id,
    type: stored.type,
    key: stored.key,
    lane: laneOf(stored.lane),
    publishedAt: stored.published_at,
    data: data.data as never,
    subjectId: stored.subject,
    personal: (opened === null ? null : contract.personal?.parse(JSON.parse(opened))) as never,
  };
}

const laneOf = (lane: number): Lane => (lane === 0 ? 'fast' : 'standard');
