import { LOCAL_PROVIDER } from '../connectors/local-model-provider.ts';
import type { AnswerTools } from './answer-message.ts';

/**
 * A message waits for a vendor's models nearly all of its time, and holds neither a connection nor the processor meanwhile: 50 a second
 * that take two seconds each are 100 at once, and a quarter is kept for the fast lane.
 */
const AT_VENDORS = 160;

/** How many messages one process has under way; null: as many as usual, because the built-in models need the processor. */
export const messagesAtOnce = ({ models }: Pick<AnswerTools, 'models'>): number | null =>
  models.name === LOCAL_PROVIDER ? null : AT_VENDORS;
