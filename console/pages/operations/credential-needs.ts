import type { Platform } from './channels.generated.ts';
import type { CrmKind } from './crm.generated.ts';

/** `key`: a file in PEM. `moment`: a day and time in the reader's zone. */
export interface CredentialNeed {
  readonly name:
    | 'pageAccessToken'
    | 'accessToken'
    | 'refreshToken'
    | 'clientId'
    | 'clientSecret'
    | 'expiresAt'
    | 'applicationId'
    | 'username'
    | 'privateKey'
    | 'audience';
  readonly kind: 'secret' | 'text' | 'key' | 'moment';
  readonly isOptional?: true;
}

const RENEWAL: readonly CredentialNeed[] = [
  { name: 'refreshToken', kind: 'secret', isOptional: true },
  { name: 'clientId', kind: 'text', isOptional: true },
  { name: 'expiresAt', kind: 'moment', isOptional: true },
];
const CLIENT: readonly CredentialNeed[] = [
  { name: 'clientId', kind: 'text' },
  { name: 'clientSecret', kind: 'secret' },
];
const OAUTH: readonly CredentialNeed[] = [...CLIENT, { name: 'refreshToken', kind: 'secret' }];

/** What each platform asks for (ConnectChannelInput.credentials). */
export const CHANNEL_NEEDS: Readonly<Record<Platform, readonly CredentialNeed[]>> = {
  FACEBOOK: [{ name: 'pageAccessToken', kind: 'secret' }],
  INSTAGRAM: [{ name: 'accessToken', kind: 'secret' }],
  X: [{ name: 'accessToken', kind: 'secret' }, ...RENEWAL],
  LINKEDIN: [{ name: 'accessToken', kind: 'secret' }, { name: 'applicationId', kind: 'text' }, ...RENEWAL],
};

export type CrmWay = 'client' | 'refresh' | 'jwt' | 'token';

/** The ways in which each CRM lets us in (CrmKind), the simplest first. */
export const CRM_WAYS: Readonly<Record<CrmKind, Partial<Record<CrmWay, readonly CredentialNeed[]>>>> = {
  SALESFORCE: {
    client: CLIENT,
    refresh: OAUTH,
    jwt: [
      { name: 'clientId', kind: 'text' },
      { name: 'username', kind: 'text' },
      { name: 'privateKey', kind: 'key' },
      { name: 'audience', kind: 'text', isOptional: true },
    ],
  },
  HUBSPOT: { token: [{ name: 'accessToken', kind: 'secret' }], refresh: OAUTH },
};

/** What was typed, read out of the form at the moment of sending: it is kept nowhere else. */
export async function readCredentials(
  form: HTMLFormElement,
  needs: readonly CredentialNeed[],
): Promise<Readonly<Record<string, string>>> {
  const typed = new FormData(form);
  const entries = await Promise.all(
    needs.map(async ({ name, kind }) => {
      const value = typed.get(name);
      const words = value instanceof File ? await value.text() : (value ?? '').trim();
      return [name, kind === 'moment' && words ? new Date(words).toISOString() : words] as const;
    }),
  );
  return Object.fromEntries(entries.filter(([, words]) => words !== ''));
}
