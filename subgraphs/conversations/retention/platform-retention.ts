import type { PlatformConnector } from '../connectors/platform-connector.ts';

const HOUR_MS = 3_600_000;

/** The most that the platform's terms let be kept, in hours; null: as long as the tenant likes. */
export const platformRetentionHours = ({ retention }: Pick<PlatformConnector, 'retention'>): number | null =>
  retention && Math.floor(retention.messagesMs / HOUR_MS);
