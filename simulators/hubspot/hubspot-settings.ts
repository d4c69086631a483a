import { z } from 'zod';

const timeZoneSchema = z.string().refine((zone) => Intl.supportedValuesOf('timeZone').includes(zone) || zone === 'UTC', {
  message: 'an IANA time zone, such as Europe/Berlin',
});

/** What `PUT /hubspot/_settings` changes, key by key; the rest stays. */
export const hubspotSettingsPatchSchema = z
  .strictObject({
    /** Calls in any ten seconds, for each app; the next one answers 429 TEN_SECONDLY_ROLLING. */
    tenSecondlyLimit: z.int().min(0),
    /** Calls a day in the account's time zone, over all apps; the next one answers 429 DAILY. */
    dailyLimit: z.int().min(0),
    usedToday: z.int().min(0),
    /** Searches in any second; the next one answers 429 SECONDLY. */
    searchesASecond: z.int().min(0),
    /** Calls of the token endpoint in any ten seconds. */
    tokenCallsLimit: z.int().min(0),
    /** How long an access token of OAuth lives. */
    tokenLifetimeS: z.number().min(0),
    /** How long it takes until a search finds what was written. */
    searchLagMs: z.number().min(0),
    /** Every token is taken for expired, a fresh one too: the way into a client's endless refresh. */
    refuseAllTokens: z.boolean(),
    /** Tokens of private apps and refresh tokens that somebody took back. */
    revokedTokens: z.array(z.string()),
    /** Scopes that nobody granted, such as `crm.schemas.contacts.write`: calls that need one answer 403. */
    missingScopes: z.array(z.string()),
    timeZone: timeZoneSchema,
  })
  .partial();

export type HubspotSettings = Required<z.output<typeof hubspotSettingsPatchSchema>>;

/** The usage guidelines' numbers for a free account (developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines). */
export const initialHubspotSettings: HubspotSettings = {
  tenSecondlyLimit: 100,
  dailyLimit: 250_000,
  usedToday: 0,
  searchesASecond: 5,
  tokenCallsLimit: 50,
  tokenLifetimeS: 1_800,
  searchLagMs: 3_000,
  refuseAllTokens: false,
  revokedTokens: [],
  missingScopes: [],
  timeZone: 'Europe/Berlin',
};

export const portalId = 147_000_001;
export const uiDomain = 'app.hubspot.com';
