import { registerEnumType } from 'type-graphql';

export const CrmSyncStatus = { PENDING: 'PENDING', SYNCED: 'SYNCED', FAILED: 'FAILED', CONFLICT: 'CONFLICT' } as const;
export type CrmSyncStatus = keyof typeof CrmSyncStatus;

registerEnumType(CrmSyncStatus, {
  name: 'CrmSyncStatus',
  description: 'How a lead stands in a CRM.',
  valuesConfig: {
    PENDING: { description: 'It waits until the CRM can be written to again, and is then written by itself.' },
    SYNCED: { description: 'The CRM has it as it was last scored or changed.' },
    FAILED: { description: 'The CRM refuses it, as `lastError` says. Mend the cause and call `resyncLead`.' },
    CONFLICT: {
      description:
        'The CRM has a record in its way that a person must sort out there: duplicates, or a lead already converted. Then call `resyncLead`.',
    },
  },
});
