import { z } from 'zod';

const version = z.string().regex(/^\d{6}$/);
const organizations = z.array(z.string().regex(/^\d+$/));

/** What `PUT /linkedin/_settings` changes, key by key; the rest stays. */
export const linkedinSettingsPatchSchema = z
  .strictObject({
    /** The webhook that is registered for the application. */
    webhookUrl: z.url(),
    clientSecret: z.string().min(1),
    /** Send ADMIN_COMMENT for applied comments. */
    echoes: z.boolean(),
    /** Send notifications only of organisations with a subscription that has not ended. Off, so that no set-up is needed. */
    requireSubscription: z.boolean(),
    subscriptionDays: z.number().positive(),
    /** The versions that are served, both included. */
    oldestVersion: version,
    newestVersion: version,
    /** Organisations whose member's access token has ended, or was taken back. */
    expiredOrganizations: organizations,
    revokedOrganizations: organizations,
    /** Organisations whose member is no administrator any more. */
    roleLost: organizations,
    /** Members whose consent is more than 365 days old: their refresh token is worth nothing. */
    consentEnded: organizations,
    callsPerDay: z.int().min(0),
    commentsPerMinute: z.int().min(0),
    /** LinkedIn sends again every five minutes for eight hours; here faster. */
    redeliveryMs: z.int().min(1),
    redeliverForMs: z.int().min(0),
  })
  .partial();

export type LinkedInSettings = Required<z.output<typeof linkedinSettingsPatchSchema>>;

export interface LinkedInOptions {
  webhookUrl: string;
  clientSecret: string;
}

export function initialLinkedInSettings(options: LinkedInOptions): LinkedInSettings {
  return {
    ...options,
    echoes: true,
    requireSubscription: false,
    subscriptionDays: 60,
    oldestVersion: '202511',
    newestVersion: '202611',
    expiredOrganizations: [],
    revokedOrganizations: [],
    roleLost: [],
    consentEnded: [],
    callsPerDay: 100_000,
    commentsPerMinute: 600,
    redeliveryMs: 2_000,
    redeliverForMs: 600_000,
  };
}
