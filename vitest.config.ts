import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { compiledSentences } from './console/vite.compiled-sentences.ts';
import { TestCount } from './tools/test-count.ts';

export default defineConfig({
  plugins: [compiledSentences],
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: false } },
  // graphql 16 names a CommonJS main and an ES module and has no exports map: vite would give our files the second and the
  // libraries the first ("from another module or realm"). Pin what Node itself resolves.
  resolve: { alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) }] },
  test: {
    include: ['{kernel,schema,gateway,subgraphs,simulators,cli,bench,eval,e2e,tools,console}/**/*.spec.ts'],
    setupFiles: ['./kernel/testing/setup.ts', './e2e/support/what-was-shown.ts'],
    globalSetup: ['./e2e/support/build-stale-pages.ts', './kernel/testing/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // a condition is waited for as long as a busy machine may need; one that comes at once costs nothing
    expect: { poll: { timeout: 10_000 } },
    maxWorkers: 2,
    // files of one worker share what they import, which is a third of the time: a spec leaves nothing behind in a module or in the process
    isolate: false,
    reporters: ['default', new TestCount()],
  },
});
