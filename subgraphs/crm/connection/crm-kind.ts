import { registerEnumType } from 'type-graphql';

export const CrmKind = { SALESFORCE: 'SALESFORCE', HUBSPOT: 'HUBSPOT' } as const;
export type CrmKind = keyof typeof CrmKind;

registerEnumType(CrmKind, {
  name: 'CrmKind',
  description: 'A CRM that leads and activities are written to.',
  valuesConfig: {
    SALESFORCE: {
      description:
        'Leads by the external id `Parley_Lead_Id__c`, activities as tasks by `Parley_Activity_Id__c`. Credentials: of a connected app, `{clientId, clientSecret}` for the client credentials flow, `{clientId, clientSecret, refreshToken}`, or `{clientId, username, privateKey, audience}` for the JWT bearer flow (an RSA key in PEM; without `audience` the login host).',
    },
    HUBSPOT: {
      description:
        'Leads as contacts by the unique property `parley_lead_id`, activities as notes. Credentials: `{accessToken}` of a private app or a service key, or `{clientId, clientSecret, refreshToken}` of an app with OAuth; scopes `crm.objects.contacts.read`, `crm.objects.contacts.write`, `crm.schemas.contacts.read`, and `crm.schemas.contacts.write` where Parley is to make its own properties.',
    },
  },
});
