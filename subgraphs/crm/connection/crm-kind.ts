import { registerEnumType } from 'type-graphql';

export const CrmKind = { SALESFORCE: 'SALESFORCE' } as const;
export type CrmKind = keyof typeof CrmKind;

registerEnumType(CrmKind, {
  name: 'CrmKind',
  description: 'A CRM that leads and activities are written to.',
  valuesConfig: {
    SALESFORCE: {
      description:
        'Leads by the external id `Parley_Lead_Id__c`, activities as tasks by `Parley_Activity_Id__c`. Credentials: `{clientId, clientSecret}` of a connected app with the client credentials flow, or `{clientId, clientSecret, refreshToken}`.',
    },
  },
});
