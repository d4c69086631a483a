import { z } from 'zod';

/** What `PUT /facebook/_settings` changes, key by key; the rest stays. */
export const facebookSettingsPatchSchema = z
  .strictObject({
    webhookUrl: z.url(),
    appSecret: z.string().min(1),
    verifyToken: z.string().min(1),
    /** Send `message_echoes` for applied sends. */
    echoes: z.boolean(),
    echoDelayMs: z.int().min(0),
    /** Send `message_deliveries` for applied sends. */
    deliveryReceipts: z.boolean(),
    /** Send webhooks only for pages and fields that the app subscribed to. Off, so that no set-up is needed. */
    requireSubscription: z.boolean(),
    /** Pages whose token has been taken back: their calls answer error 190. */
    revokedPages: z.array(z.string()),
    pageNames: z.record(z.string(), z.string()),
  })
  .partial();

export type FacebookSettings = Required<z.output<typeof facebookSettingsPatchSchema>>;

export interface FacebookOptions {
  webhookUrl: string;
  appSecret: string;
  verifyToken: string;
}

export function initialFacebookSettings(options: FacebookOptions): FacebookSettings {
  return {
    ...options,
    echoes: true,
    echoDelayMs: 0,
    deliveryReceipts: false,
    requireSubscription: false,
    revokedPages: [],
    pageNames: {},
  };
}
