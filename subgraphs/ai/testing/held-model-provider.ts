import { localModelProvider } from '../connectors/local-model-provider.ts';
import type { ModelProvider } from '../connectors/model-provider.ts';

/** The built-in provider, except that replies wait until the spec lets them go, and everything is counted. */
export function heldModelProvider(): ModelProvider & {
  letGo(failure?: Error): void;
  readonly analyses: number;
  readonly replies: number;
} {
  const local = localModelProvider();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  // a spec that lets it fail before anybody asked is no unhandled rejection
  promise.catch(() => {});
  let analyses = 0;
  let replies = 0;
  return {
    name: 'held',
    get analyses() {
      return analyses;
    },
    get replies() {
      return replies;
    },
    letGo: (failure) => (failure ? reject(failure) : resolve()),
    analyse: (request, signal) => {
      analyses++;
      return local.analyse(request, signal);
    },
    writeReply: async (request, signal) => {
      replies++;
      await promise;
      return local.writeReply(request, signal);
    },
  };
}
