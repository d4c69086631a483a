import { accountFingerprint } from '../account-fingerprint.ts';
import { type CrmAccount, type CrmValues, READ_AT_ONCE } from '../crm-connector.ts';
import { GatheredCalls } from '../gather-calls.ts';
import type { Caller, SalesforceOffice } from './call-salesforce.ts';
import { querySalesforce, type Row, textIn } from './query-salesforce.ts';
import type { Refused } from './read-rest-error.ts';
import { externalIdOf, LEAD_ID_FIELD, PERSONAL_FACTS, type PersonalFact } from './salesforce-fields.ts';

/** What people have entered in a record. */
export type Entered = { readonly kind: 'entered'; readonly facts: ReadonlySet<PersonalFact> };

interface Sought {
  readonly account: CrmAccount;
  readonly leadId: string;
  readonly isHot: boolean;
}
type Found = Refused | { readonly kind: 'found'; readonly row: Row | null };

/** Looks into the records that have our ids; those that are asked for together are read by one query. */
export class EnteredFacts {
  readonly #office: SalesforceOffice;
  readonly #gathered: GatheredCalls<Sought, Found>;

  constructor(office: SalesforceOffice) {
    this.#office = office;
    this.#gathered = new GatheredCalls({ atMost: READ_AT_ONCE, call: (sought, signal) => this.#read(sought, signal) });
  }

  /** Null where no record has the lead's id. What `ours` would write is entered by nobody. */
  async find(
    { account, isHot, signal }: Caller,
    { leadId, ours }: { readonly leadId: string; readonly ours: readonly CrmValues[] },
  ): Promise<Entered | Refused | null> {
    const group = `${account.connectionId}/${accountFingerprint(account)}`;
    const item = { account, leadId, isHot };
    const found = await this.#gathered.add({ group, record: leadId, isUrgent: isHot, item }, signal);
    if (found.kind === 'refused') return found;
    return found.row && enteredIn(found.row, account, ours);
  }

  async #read(sought: readonly Sought[], signal: AbortSignal): Promise<Found[]> {
    const [first] = sought;
    if (!first) return [];
    const fields = sought.flatMap(({ account }) => personalFields(account).map(([, field]) => field));
    const caller = { account: first.account, signal, isHot: sought.some(({ isHot }) => isHot) };
    const found = await querySalesforce(this.#office, caller, {
      object: 'Lead',
      columns: ['Id', LEAD_ID_FIELD, ...fields],
      field: LEAD_ID_FIELD,
      values: sought.map(({ leadId }) => externalIdOf(leadId)),
    });
    if (found.kind === 'refused') return sought.map(() => found);
    const rows = new Map(found.rows.map((row) => [textIn(row, LEAD_ID_FIELD).toLowerCase(), row]));
    return sought.map(({ leadId }) => ({ kind: 'found', row: rows.get(externalIdOf(leadId)) ?? null }));
  }
}

export const personalFields = ({ fieldMapping }: CrmAccount): (readonly [PersonalFact, string])[] =>
  PERSONAL_FACTS.flatMap((fact) => (fieldMapping[fact] ? [[fact, fieldMapping[fact]] as const] : []));

/** What stands there and is not what we write. */
export function enteredIn(row: Row, account: CrmAccount, ours: readonly CrmValues[] = []): Entered {
  const isEntered = (field: string): boolean => {
    const value = textIn(row, field).trim().toLowerCase();
    return value !== '' && ours.every((fields) => String(fields[field] ?? '').toLowerCase() !== value);
  };
  const entered = personalFields(account).filter(([, field]) => isEntered(field));
  const facts = new Set<PersonalFact>(entered.map(([fact]) => fact));
  // a name is one thing: no first name of ours before a last name of theirs
  if (facts.has('lastName')) facts.add('firstName');
  return { kind: 'entered', facts };
}
