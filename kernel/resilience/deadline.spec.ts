import { describe, expect, it } from 'vitest';
import { TransientError } from '#kernel/errors/delivery-error.ts';
import { withDeadline } from './deadline.ts';

const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }));

const never = new Promise<never>(() => undefined);

describe('withDeadline', () => {
  it('gives the result of what ends in time', async () => {
    await expect(withDeadline(10_000, undefined, async () => 'done')).resolves.toBe('done');
  });

  it('passes on the failure of what fails in time', async () => {
    await expect(withDeadline(10_000, undefined, () => Promise.reject(new RangeError('no')))).rejects.toThrow(RangeError);
  });

  it('aborts at the deadline and rejects with a transient error', async () => {
    let seen: AbortSignal | undefined;
    const late = withDeadline(5, undefined, (signal) => {
      seen = signal;
      return untilAborted(signal);
    });
    await expect(late).rejects.toBeInstanceOf(TransientError);
    expect(seen?.aborted).toBe(true);
  });

  it('rejects at the deadline even when nobody listens to the signal', async () => {
    await expect(withDeadline(5, undefined, () => never)).rejects.toBeInstanceOf(TransientError);
  });

  it('aborts with the reason of its caller, who may be earlier', async () => {
    const caller = new AbortController();
    const lost = new Error('lease lost');
    const work = withDeadline(10_000, caller.signal, untilAborted);
    caller.abort(lost);
    await expect(work).rejects.toBe(lost);
  });

  it('starts nothing when its caller was aborted before', async () => {
    let started = false;
    const work = withDeadline(10_000, AbortSignal.abort(new Error('gone')), async () => {
      started = true;
    });
    await expect(work).rejects.toThrow('gone');
    expect(started).toBe(false);
  });
});
