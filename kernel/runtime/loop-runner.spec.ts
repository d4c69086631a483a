import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createLogger } from '../telemetry/logger.ts';
import { makeTestInstallation, type TestInstallation } from '../testing/test-installation.ts';
import type { Installation } from './installation.ts';
import { LoopRunner } from './loop-runner.ts';

const NEVER_MS = 3_600_000;

describe('a loop', () => {
  let fixture: TestInstallation;
  const running: LoopRunner[] = [];
  let names = 0;

  beforeAll(async () => {
    fixture = await makeTestInstallation([]);
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((runner) => runner.stop()));
  });
  afterAll(() => fixture.close());

  const start = (
    step: (signal: AbortSignal) => Promise<boolean>,
    { name = `loop-${++names}`, idleMs = NEVER_MS, installation = fixture.installation as Installation } = {},
  ): LoopRunner => {
    const logger = createLogger({ level: 'silent', name: 'test' });
    const runner = new LoopRunner({ name, idleMs, step, leadership: installation.leadership, logger });
    running.push(runner);
    runner.start();
    return runner;
  };

  it('repeats its step while there is work, and then waits', async () => {
    let left = 3;
    let steps = 0;
    const runner = start(async () => {
      steps++;
      return left-- > 0;
    });
    await vi.waitFor(() => expect(steps).toBe(4));
    left = 1;
    runner.wake();
    await vi.waitFor(() => expect(steps).toBe(6));
  });

  it('looks again by itself when nobody wakes it', async () => {
    let steps = 0;
    start(
      async () => {
        steps++;
        return false;
      },
      { idleMs: 10 },
    );
    await vi.waitFor(() => expect(steps).toBeGreaterThan(3));
  });

  it('takes one step more when it is woken in the middle of one that finds nothing', async () => {
    const steps: (() => void)[] = [];
    const runner = start(() => new Promise((resolve) => steps.push(() => resolve(false))));
    await vi.waitFor(() => expect(steps).toHaveLength(1));
    runner.wake();
    runner.wake();
    steps[0]?.();
    await vi.waitFor(() => expect(steps).toHaveLength(2));
    runner.wake();
    steps[1]?.();
    await vi.waitFor(() => expect(steps).toHaveLength(3));
    steps[2]?.();
  });

  it('rests after a failure, however often it is woken, and goes on', async () => {
    const at: number[] = [];
    const runner = start(async () => {
      at.push(performance.now());
      if (at.length === 1) throw new Error('the database went away');
      return false;
    });
    await vi.waitFor(() => {
      runner.wake();
      expect(at).toHaveLength(2);
    });
    const [failed = 0, again = 0] = at;
    expect(again - failed).toBeGreaterThan(300);
  });

  it('runs in one process at a time, and in another one when that is gone', async () => {
    const other = await fixture.openAnother();
    const by: string[] = [];
    const step = (who: string) => async (): Promise<boolean> => {
      by.push(who);
      return false;
    };
    const leader = start(step('leader'), { name: 'shared', idleMs: 5 });
    await vi.waitFor(() => expect(by.length).toBeGreaterThan(2));
    start(step('follower'), { name: 'shared', idleMs: 5, installation: other });
    const before = by.length;
    await vi.waitFor(() => expect(by.length).toBeGreaterThan(before + 20));
    expect(new Set(by)).toEqual(new Set(['leader']));

    await leader.stop();
    await fixture.installation.leadership.close();
    await vi.waitFor(() => expect(by.at(-1)).toBe('follower'));
  });
});

describe('a loop that stops', () => {
  it('lets the step under way finish, tells it, and takes no other', async () => {
    const fixture = await makeTestInstallation([]);
    const seen: AbortSignal[] = [];
    let finish = (): void => {};
    const runner = new LoopRunner({
      name: 'stopping',
      idleMs: 1,
      leadership: fixture.installation.leadership,
      logger: createLogger({ level: 'silent', name: 'test' }),
      step: (signal) => {
        seen.push(signal);
        return new Promise((resolve) => {
          finish = () => resolve(true);
        });
      },
    });
    runner.start();
    await vi.waitFor(() => expect(seen).toHaveLength(1));
    let stopped = false;
    const stop = runner.stop().then(() => {
      stopped = true;
    });
    expect(seen[0]?.aborted).toBe(true);
    await new Promise((resolve) => setImmediate(resolve));
    expect(stopped).toBe(false);
    finish();
    await stop;
    expect(seen).toHaveLength(1);
    await fixture.close();
  });

  it('does so at once where it waits: idle, after a failure, or never started', async () => {
    const fixture = await makeTestInstallation([]);
    let steps = 0;
    const make = (name: string, step: () => Promise<boolean>): LoopRunner =>
      new LoopRunner({
        name,
        idleMs: NEVER_MS,
        leadership: fixture.installation.leadership,
        logger: createLogger({ level: 'silent', name: 'test' }),
        step: () => {
          steps++;
          return step();
        },
      });
    const runners = [make('idle', async () => false), make('failed', async () => Promise.reject(new Error('failed')))];
    for (const runner of runners) runner.start();
    await vi.waitFor(() => expect(steps).toBe(2));
    const startedAt = performance.now();
    await Promise.all([...runners, make('unused', async () => false)].map((runner) => runner.stop()));
    expect(performance.now() - startedAt).toBeLessThan(250);
    await fixture.close();
  });
});
