import { afterEach, describe, expect, it, vi } from 'vitest';
import { createLogger } from '#kernel/telemetry/logger.ts';
import { createMetrics } from '#kernel/telemetry/metrics.ts';
import { encodeMessage } from './encode-message.ts';
import { type ThreadedOptions, ThreadedSentenceEncoder } from './threaded-sentence-encoder.ts';

const open: ThreadedSentenceEncoder[] = [];
function encoder(options: ThreadedOptions = {}) {
  const made = new ThreadedSentenceEncoder({ mostBusy: 1, ...options });
  const metrics = createMetrics();
  open.push(made);
  made.start({ logger: createLogger({ level: 'silent', name: 'spec' }), metrics });
  const count = async (line: string): Promise<number> =>
    Number(
      (await metrics.text())
        .split('\n')
        .find((text) => text.startsWith(`ai_sentences_${line} `))
        ?.split(' ')[1] ?? 0,
    );
  return { made, count };
}
afterEach(() => Promise.all(open.splice(0).map((made) => made.close())));

const dot = (one: Float32Array | undefined, other: Float32Array | undefined): number =>
  Array.from(one ?? []).reduce((sum, value, at) => sum + value * (other?.[at] ?? 0), 0);

/** A thread that does as the model's does, and what its text says: break, hang, or answer late. */
const standIn = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads';
    parentPort.postMessage({ kind: 'ready', dimension: 512 });
    parentPort.on('message', ({ texts }) => {
      if (texts.includes('break')) throw new Error('broken');
      if (texts.includes('hang')) return;
      setTimeout(() => {
        const vectors = new Float32Array(512 * texts.length);
        texts.forEach((text, at) => { vectors[at * 512] = 1; vectors[at * 512 + 1] = texts.length; });
        parentPort.postMessage({ kind: 'encoded', vectors });
      }, texts.some((text) => text.startsWith('slow')) ? 60 : 0);
    });`)}`,
);
/** Other specs have the machine, too. */
const PATIENCE = { timeout: 20_000 };
const background = { priority: 'background' } as const;
const asMessage = { priority: 'message' } as const;
const ready = (made: ThreadedSentenceEncoder) => made.encode(['begin'], background);

describe('with the model', () => {
  it('texts become directions of length 1, near for what means the same, each as it would alone', async () => {
    // not about time: other specs have the machine, too
    const { made, count } = encoder({ mostWaitMs: 20_000, deadlineMs: 20_000 });
    const texts = [
      'How much is delivery?',
      'What are the shipping costs?',
      'My dog likes long walks.',
      '  ',
      '@shop www.shop.example',
    ];
    const vectors = (await made.encode(texts, background)) ?? [];
    expect(vectors.map((vector) => vector.length)).toEqual([512, 512, 512, 512, 512]);
    expect(vectors.map((vector) => Math.round(dot(vector, vector) * 1e4) / 1e4)).toEqual([1, 1, 1, 0, 0]);
    expect(dot(vectors[0], vectors[1])).toBeGreaterThan(dot(vectors[0], vectors[2]) + 0.3);
    const [alone] = (await made.encode(['@shop What are the\nshipping costs? https://shop.example'], asMessage)) ?? [];
    expect(dot(alone, vectors[1])).toBeCloseTo(1, 4);
    // 20,000 characters take no longer than what the model reads of them
    expect(await encodeMessage(made, 'The table is too wide for our room. '.repeat(600))).toHaveLength(512);
    expect(await encodeMessage(made, '😀😀')).toBeNull();
    expect(await count('encoded_total{priority="background"}')).toBe(3);
    expect(await count('encoded_total{priority="message"}')).toBe(2);
  });
});

describe('without', () => {
  it('a message goes without while the model is being loaded, and a document waits for it', async () => {
    const { made, count } = encoder({ worker: standIn });
    expect(await made.encode(['a message'], asMessage)).toBeNull();
    expect(await made.encode(['a passage'], background)).toHaveLength(1);
    expect(await made.encode(['a message'], asMessage)).toHaveLength(1);
    expect(await count('shed_total{reason="loading"}')).toBe(1);
  });

  it('packages that are not installed are looked for once, and nobody waits for them', async () => {
    const absent = "import { parentPort } from 'node:worker_threads'; parentPort.postMessage({ kind: 'absent' });";
    const { made, count } = encoder({ worker: new URL(`data:text/javascript,${encodeURIComponent(absent)}`), pauseMs: 1 });
    expect(await made.encode(['a passage'], background)).toBeNull();
    expect(await made.encode(['a passage'], background)).toBeNull();
    expect(await count('shed_total{reason="absent"}')).toBe(2);
  });

  it('a thread that breaks or hangs leaves nobody waiting, and another takes its place', async () => {
    const { made } = encoder({ worker: standIn, pauseMs: 20, hangsAfterMs: 500 });
    await ready(made);
    expect(await Promise.all([made.encode(['break'], asMessage), made.encode(['a passage'], background)])).toEqual([null, null]);
    // not at once: what breaks a thread at its start would break one after the other
    expect(await made.encode(['a passage'], background)).toBeNull();
    await vi.waitFor(async () => expect(await made.encode(['a passage'], background)).toHaveLength(1), PATIENCE);
    expect(await made.encode(['hang'], background)).toBeNull();
    await vi.waitFor(async () => expect(await made.encode(['a passage'], background)).toHaveLength(1), PATIENCE);
  });

  it('one that is closed answers nobody, and begins nothing', async () => {
    const { made } = encoder({ worker: standIn });
    await ready(made);
    const asked = made.encode(['hang'], background);
    await made.close();
    expect(await asked).toBeNull();
    expect(await made.encode(['a passage'], background)).toBeNull();
  });
});

describe('in a crowd', () => {
  it('what waits is encoded together, messages before documents', async () => {
    const { made } = encoder({ worker: standIn, mostWaitMs: 10_000 });
    await ready(made);
    const order: string[] = [];
    const note = (name: string) => (vectors: readonly Float32Array[] | null) => {
      order.push(name);
      return vectors?.[0]?.[1];
    };
    const first = made.encode(['slow first'], asMessage).then(note('first'));
    const documents = made.encode(['passage one', 'passage two'], background).then(note('documents'));
    const messages = Promise.all(['a', 'b', 'c'].map((text) => made.encode([text], asMessage).then(note(text))));
    expect(await Promise.all([first, messages, documents])).toEqual([1, [3, 3, 3], 2]);
    expect(order.at(-1)).toBe('documents');
  });

  it('a message that would wait too long goes without at once, and one that does wait too long goes without then', async () => {
    const { made, count } = encoder({ worker: standIn, mostWaitMs: 20, deadlineMs: 40 });
    await ready(made);
    const texts = Array.from({ length: 200 }, (_, at) => `slow message number ${at} of a crowd that asks at once`);
    const answers = await Promise.all(texts.map((text) => made.encode([text], asMessage)));
    expect(answers[0]).toBeNull();
    expect(await count('shed_total{reason="late"}')).toBeGreaterThan(0);
    expect(await count('shed_total{reason="crowded"}')).toBeGreaterThan(150);
    // the crowd is over
    await vi.waitFor(async () => expect(await made.encode(['a message'], asMessage)).toHaveLength(1), PATIENCE);
  });

  it('a message goes without while the process has no time to spare, and a document is read all the same', async () => {
    const { made, count } = encoder({ worker: standIn, mostBusy: 0.5 });
    await vi.waitFor(async () => expect(await made.encode(['first'], { priority: 'message' })).not.toBeNull());
    const until = performance.now() + 700;
    while (performance.now() < until);
    expect(await made.encode(['second'], { priority: 'message' })).toBeNull();
    expect(await count('shed_total{reason="busy"}')).toBe(1);
    expect(await made.encode(['third'], { priority: 'background' })).not.toBeNull();
  });

  it('the words of a moment ago mean what they meant, without being read again, until it is closed', async () => {
    const { made, count } = encoder({ worker: standIn, deadlineMs: 20_000 });
    await ready(made);
    const [first] = (await made.encode(['again and again'], asMessage)) ?? [];
    first?.fill(7);
    const [second] = (await made.encode(['again and again'], asMessage)) ?? [];
    expect(second?.[0]).toBe(1);
    expect(await count('encoded_total{priority="message"}')).toBe(1);
    await made.encode(['again and yet again'], asMessage);
    expect(await count('encoded_total{priority="message"}')).toBe(2);
    await made.close();
    expect(await made.encode(['again and again'], asMessage)).toBeNull();
  });

  it('who stops waiting is told so, and takes nobody along', async () => {
    const { made } = encoder({ worker: standIn });
    await ready(made);
    const [stop, reason] = [new AbortController(), new Error('stopped')];
    const first = made.encode(['slow first'], background);
    const stopped = made.encode(['a passage'], { ...background, signal: stop.signal });
    const other = made.encode(['another passage'], background);
    stop.abort(reason);
    await expect(stopped).rejects.toBe(reason);
    expect(await first).toHaveLength(1);
    expect(await other).toHaveLength(1);
    await expect(made.encode(['x'], { ...background, signal: stop.signal })).rejects.toBe(reason);
  });
});
