import { registerEnumType } from 'type-graphql';

export const CrmConnectionStatus = { CONNECTED: 'CONNECTED', DEGRADED: 'DEGRADED', DISCONNECTED: 'DISCONNECTED' } as const;
export type CrmConnectionStatus = keyof typeof CrmConnectionStatus;

registerEnumType(CrmConnectionStatus, {
  name: 'CrmConnectionStatus',
  description: 'Whether the CRM is kept in step.',
  valuesConfig: {
    CONNECTED: { description: 'Leads and activities are written as they come.' },
    DEGRADED: { description: 'The CRM takes nothing for now, as `lastError` says; what waits is written by itself later.' },
    DISCONNECTED: {
      description:
        'Nothing is written: a member disconnected it, or the CRM no longer accepts its credentials. New credentials mend both.',
    },
  },
});
