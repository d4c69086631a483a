import type { Config } from '#kernel/config/config.ts';
import type { Platform } from '../platform.ts';
import { facebookConnector } from './facebook/facebook-connector.ts';
import { instagramConnector } from './instagram/instagram-connector.ts';
import { linkedinConnector } from './linkedin/linkedin-connector.ts';
import type { PlatformConnector } from './platform-connector.ts';
import { xConnector } from './x/x-connector.ts';

export type PlatformConfig = Pick<Config, 'facebook' | 'instagram' | 'x' | 'linkedin'>;

/** Every platform that Parley answers on. */
export function platformConnectors(config: PlatformConfig): ReadonlyMap<Platform, PlatformConnector> {
  const connectors = [
    facebookConnector(config.facebook),
    instagramConnector({ ...config.instagram, verifyToken: config.facebook.verifyToken }),
    xConnector(config.x),
    linkedinConnector(config.linkedin),
  ];
  return new Map(connectors.map((connector) => [connector.platform, connector]));
}
