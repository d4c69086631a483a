import type { Intent, RunStatus } from './runs.generated.ts';

export const STATUSES: readonly RunStatus[] = [
  'RUNNING',
  'AUTO_REPLIED',
  'IN_REVIEW',
  'REPLIED_AFTER_REVIEW',
  'REJECTED',
  'SUPERSEDED',
  'NO_REPLY',
  'FAILED',
];

export const INTENTS: readonly Intent[] = ['SALES', 'SUPPORT', 'COMPLAINT', 'PRAISE', 'GENERAL', 'SPAM'];
