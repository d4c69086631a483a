import type { Task } from '#kernel/runtime/define-subgraph.ts';
import type { PlatformContext } from '#kernel/runtime/platform-context.ts';
import type { PlatformConnector } from '../connectors/platform-connector.ts';
import type { Platform } from '../platform.ts';
import { expireContent } from '../retention/expire-content.ts';

export const expireContentTask = (
  connectors: ReadonlyMap<Platform, PlatformConnector>,
  platform: () => PlatformContext,
): Task => ({
  name: 'conversations.expire-content',
  everyMs: 300_000,
  run: (ctx, transaction) => expireContent(ctx, transaction, { connectors, platform: platform().platform }),
});
