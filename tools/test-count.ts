import type { Reporter, SerializedError, TestModule, Vitest } from 'vitest/node';

/**
 * Ends a test run with one plain line, `N passed, N failed, N skipped`, names every skipped test, and refuses skips where `CI`
 * is set: there a test that did not run must not look like one that passed.
 */
export class TestCount implements Reporter {
  private narrowed = false;

  onInit({ config }: Vitest): void {
    // `-t name` marks all the others as skipped: the person who asked for one test knows.
    this.narrowed = config.testNamePattern !== undefined;
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()].map((test) => ({ module, test })));
    const inState = (state: string) => tests.filter(({ test }) => test.result().state === state);
    // A file that does not even load, or an error outside every test, has no failed test to count.
    const broken = modules.filter((module) => module.errors().length > 0).length + unhandledErrors.length;
    const skipped = inState('skipped');

    for (const { module, test } of this.narrowed ? [] : skipped) {
      const { note } = test.result() as { note?: string };
      console.log(`skipped: ${module.relativeModuleId} > ${test.fullName}${note ? ` (${note})` : ''}`);
    }
    const ci = !['', '0', 'false', undefined].includes(process.env.CI);
    if (ci && skipped.length > 0) {
      console.log('CI runs every test: a skipped one counts as failed.');
      process.exitCode = 1;
    }
    const failed = inState('failed').length + broken + (ci ? skipped.length : 0);
    console.log(`${inState('passed').length} passed, ${failed} failed, ${ci ? 0 : skipped.length} skipped`);
  }
}
