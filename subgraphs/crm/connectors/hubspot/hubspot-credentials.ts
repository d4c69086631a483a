import { z } from 'zod';
import type { CrmCredentials } from '../crm-connector.ts';

const text = (maxLength: number) => z.string().trim().min(1).max(maxLength);

const credentialsSchema = z.union([
  z.strictObject({ accessToken: text(2048) }),
  z.strictObject({ clientId: text(512), clientSecret: text(512), refreshToken: text(2048) }),
]);

/** The token of a private app or a service key, or what a token of OAuth is refreshed with. */
export type HubspotCredentials = z.output<typeof credentialsSchema>;

export const parseHubspotCredentials = (value: unknown): CrmCredentials | null => credentialsSchema.safeParse(value).data ?? null;

/** Written by `parseHubspotCredentials`; the row that they were read from is sealed and authenticated. */
export const readHubspotCredentials = (credentials: CrmCredentials): HubspotCredentials => credentials as HubspotCredentials;
