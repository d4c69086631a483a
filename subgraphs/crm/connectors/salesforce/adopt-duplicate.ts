import { z } from 'zod';
import { type Caller, callSalesforce, type SalesforceOffice } from './call-salesforce.ts';
import { type Entered, enteredIn, personalFields } from './entered-facts.ts';
import { querySalesforce, textIn, valueIn } from './query-salesforce.ts';
import type { Refused } from './read-rest-error.ts';
import { externalIdOf, LEAD_ID_FIELD } from './salesforce-fields.ts';

const duplicatesSchema = z.object({
  matchResults: z.array(
    z.object({
      matchRecords: z.array(z.object({ record: z.object({ attributes: z.object({ type: z.string() }), Id: z.string() }) })),
    }),
  ),
});
const updatedSchema = z.object({ success: z.literal(true) });

/**
 * A duplicate rule keeps a new lead out because its person is there already. Where that is one lead, not converted, and no other lead of
 * ours, it gets our id and is the lead's record from then on; answered is what people had entered there. Anything else a person has to
 * sort out. (Between the look and the write somebody else may give the record an id: that one is then written over, and its next write
 * meets the rule.)
 */
export async function adoptDuplicate(
  office: SalesforceOffice,
  caller: Caller,
  { leadId, refused }: { readonly leadId: string; readonly refused: Refused },
): Promise<Entered | Refused> {
  const matches = matchesOf(refused);
  const [match] = matches;
  if (!match || matches.length > 1) return conflict(`${matches.length} records match`);
  if (match.type !== 'Lead') return conflict('the person is there already, as another kind of record');
  const columns = ['Id', LEAD_ID_FIELD, 'IsConverted', ...personalFields(caller.account).map(([, field]) => field)];
  const found = await querySalesforce(office, caller, { object: 'Lead', columns, field: 'Id', values: [match.id] });
  if (found.kind === 'refused') return found;
  const [row] = found.rows;
  if (!row) return conflict('the record that matches is not there for this user');
  if (valueIn(row, 'IsConverted') === true) return conflict('the record that matches was converted');
  const theirs = textIn(row, LEAD_ID_FIELD);
  const ours = externalIdOf(leadId);
  if (theirs !== '' && theirs.toLowerCase() !== ours) return conflict('the record that matches is another lead of ours');
  const answer = await callSalesforce(office, caller, {
    schema: updatedSchema,
    perform: (connection) => connection.sobject('Lead').update({ Id: match.id, [LEAD_ID_FIELD]: ours }),
  });
  if (answer.kind === 'refused') return answer;
  return enteredIn(row, caller.account);
}

function matchesOf({ details }: Refused): { readonly id: string; readonly type: string }[] {
  const found = details.flatMap(({ duplicateResult }) => {
    const parsed = duplicatesSchema.safeParse(duplicateResult);
    return parsed.success ? parsed.data.matchResults.flatMap(({ matchRecords }) => matchRecords) : [];
  });
  return [...new Map(found.map(({ record }) => [record.Id, { id: record.Id, type: record.attributes.type }])).values()];
}

const conflict = (why: string): Refused => ({
  kind: 'refused',
  refusal: { kind: 'conflict', error: `DUPLICATES_DETECTED: ${why}` },
  details: [],
});
