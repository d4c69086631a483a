import { Worker } from 'node:worker_threads';
import { EncoderQueue, type WaitingText } from './encoder-queue.ts';
import type { EncoderAnswer, EncoderRequest } from './encoder-worker-messages.ts';
import { MainThreadLoad } from './main-thread-load.ts';
import { RecentVectors } from './recent-vectors.ts';
import type { EncodeOptions, EncoderTelemetry, RunningSentenceEncoder } from './sentence-encoder.ts';
import { sentenceText } from './sentence-text.ts';

const USE_LITE = { model: 'use-lite-1', dimension: 512 } as const;

/** A message that would have to wait longer goes without. */
const MOST_WAIT_MS = 100;
/** And where that was misjudged, it goes without after this. */
const DEADLINE_MS = 250;
/**
 * Above this share of its time the main thread needs the cores for itself: a vector takes as long as half a message's whole way, and with it
 * every message would come later.
 */
const MOST_BUSY = 0.8;
/** Documents' passages that wait in one process; a caller brings some hundred at most. */
const MOST_IN_BACKGROUND = 2_000;
/** After a thread broke the next one begins this much later; each further one that breaks doubles it. */
const PAUSE = { firstMs: 1_000, longestMs: 60_000 };
/** A thread that takes this long for a batch, or to load, will not answer any more. */
const HANGS_AFTER_MS = 20_000;
/** The weights stand outside of the heap; what is made for each text goes at once. */
const LIMITS = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 192 };

interface Waiting extends WaitingText {
  readonly done: (vector: Float32Array | null) => void;
}

type Shed = 'loading' | 'busy' | 'crowded' | 'late' | 'broken' | 'absent';

export interface ThreadedOptions {
  /** The thread's file: a spec's own stands in for a model that breaks or hangs. */
  readonly worker?: URL;
  readonly mostWaitMs?: number;
  readonly deadlineMs?: number;
  readonly mostBusy?: number;
  readonly pauseMs?: number;
  readonly hangsAfterMs?: number;
}

/**
 * Universal Sentence Encoder, lite, in one thread of this process: two at once on two cores take more than twice the time, and in the
 * process itself nobody else would be answered. The thread begins with the first text or with `start`, keeps no process alive that
 * waits for nothing of it, and begins anew after it broke.
 */
export class ThreadedSentenceEncoder implements RunningSentenceEncoder {
  readonly model = USE_LITE.model;
  readonly dimension = USE_LITE.dimension;
  readonly #options: Required<ThreadedOptions>;
  readonly #queue = new EncoderQueue<Waiting>();
  readonly #recent = new RecentVectors();
  readonly #load = new MainThreadLoad();
  #telemetry: EncoderTelemetry | null = null;
  #worker: Worker | null = null;
  #state: 'resting' | 'loading' | 'ready' | 'absent' | 'closed' = 'resting';
  #underWay: { readonly batch: readonly Waiting[]; readonly cost: number; readonly since: number } | null = null;
  #watch: NodeJS.Timeout | null = null;
  #failures = 0;
  #notBefore = 0;
  /** Learned from what batches took; the first guess is a busy machine's. */
  #msPerCharacter = 0.08;

  constructor(options: ThreadedOptions = {}) {
    this.#options = {
      worker: new URL('./encoder-worker.ts', import.meta.url),
      mostWaitMs: MOST_WAIT_MS,
      deadlineMs: DEADLINE_MS,
      mostBusy: MOST_BUSY,
      pauseMs: PAUSE.firstMs,
      hangsAfterMs: HANGS_AFTER_MS,
      ...options,
    };
  }

  start(telemetry: EncoderTelemetry): void {
    this.#telemetry = telemetry;
    this.#begin();
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#state = 'closed';
    this.#release(null);
    await worker?.terminate();
  }

  async encode(texts: readonly string[], { priority, signal }: EncodeOptions): Promise<readonly Float32Array[] | null> {
    signal?.throwIfAborted();
    const read = texts.map(sentenceText);
    const asked = read.filter((text) => text !== null);
    const nothing = (): Float32Array => new Float32Array(this.dimension);
    if (asked.length === 0) return read.map(nothing);
    const known = this.#state === 'closed' ? null : this.#recent.find(asked);
    if (known) return read.map((text) => (text === null ? nothing() : (known.shift() ?? nothing())));
    this.#begin();
    const reason = this.#reasonToShed(priority, asked.length);
    if (reason) return this.#shed(reason, asked.length);
    const vectors = (await this.#encodeAll(asked, { priority, ...(signal && { signal }) })).filter((vector) => vector !== null);
    if (vectors.length < asked.length) return null;
    // what background work asks for is asked once
    if (priority === 'message') this.#recent.keep(asked, vectors);
    let at = 0;
    return read.map((text) => (text === null ? nothing() : (vectors[at++] ?? nothing())));
  }

  async #encodeAll(texts: readonly string[], { priority, signal }: EncodeOptions): Promise<(Float32Array | null)[]> {
    const since = performance.now();
    const waiting: Waiting[] = [];
    const leave = (): void => {
      for (const one of waiting) if (this.#queue.remove(one)) one.done(null);
    };
    const answered = texts.map(
      (text) =>
        new Promise<Float32Array | null>((done) => {
          const one = { text, priority, since, done };
          waiting.push(one);
          this.#queue.add(one);
        }),
    );
    signal?.addEventListener('abort', leave, { once: true });
    const late = priority === 'message' ? this.#lateAfter(texts.length, leave) : null;
    this.#next();
    try {
      const all = Promise.all(answered);
      const vectors = await (late ? Promise.race([all, late.passed]) : all);
      signal?.throwIfAborted();
      return vectors ?? texts.map(() => null);
    } finally {
      signal?.removeEventListener('abort', leave);
      if (late) clearTimeout(late.timer);
    }
  }

  #lateAfter(texts: number, leave: () => void): { readonly timer: NodeJS.Timeout; readonly passed: Promise<null> } {
    let timer: NodeJS.Timeout | undefined;
    const passed = new Promise<null>((resolve) => {
      timer = setTimeout(() => {
        leave();
        this.#shed('late', texts);
        resolve(null);
      }, this.#options.deadlineMs);
    });
    return { timer: timer as NodeJS.Timeout, passed };
  }

  #reasonToShed(priority: Waiting['priority'], texts: number): Shed | null {
    if (this.#state === 'absent') return 'absent';
    if (this.#state === 'resting' || this.#state === 'closed') return 'broken';
    if (priority === 'background') return this.#queue.size + texts > MOST_IN_BACKGROUND ? 'crowded' : null;
    if (this.#state === 'loading') return 'loading';
    if (this.#load.share() > this.#options.mostBusy) return 'busy';
    return this.#expectedWaitMs() > this.#options.mostWaitMs ? 'crowded' : null;
  }

  #expectedWaitMs(): number {
    const { cost = 0, since = 0 } = this.#underWay ?? {};
    const left = this.#underWay ? Math.max(0, cost * this.#msPerCharacter - (performance.now() - since)) : 0;
    return left + this.#queue.costOfMessages * this.#msPerCharacter;
  }

  #shed(reason: Shed, texts: number): null {
    this.#telemetry?.metrics
      .counter('ai_sentences_shed_total', 'Texts that nobody made a vector of, by reason', ['reason'])
      .inc({ reason }, texts);
    return null;
  }

  #begin(): void {
    if (this.#state !== 'resting' || performance.now() < this.#notBefore) return;
    this.#state = 'loading';
    const worker = new Worker(this.#options.worker, { name: 'sentences', resourceLimits: LIMITS });
    worker.on('message', (answer: EncoderAnswer) => {
      if (this.#worker === worker) this.#hear(answer);
    });
    worker.on('error', (error) => this.#lost(worker, error));
    worker.on('exit', () => this.#lost(worker, undefined));
    worker.unref();
    this.#worker = worker;
    this.#watchFor(worker);
  }

  #hear(answer: EncoderAnswer): void {
    if (this.#watch) clearTimeout(this.#watch);
    if (answer.kind === 'absent') {
      this.#state = 'absent';
      this.#telemetry?.logger.info('the sentence encoder is not installed: texts are compared by their words and their pieces');
      this.#release('absent');
      return;
    }
    if (answer.kind === 'ready') {
      this.#state = 'ready';
      this.#next();
      return;
    }
    const { batch = [], cost = 1, since = 0 } = this.#underWay ?? {};
    this.#underWay = null;
    this.#failures = 0;
    this.#msPerCharacter += 0.1 * ((performance.now() - since) / cost - this.#msPerCharacter);
    for (const [at, { done }] of batch.entries()) done(answer.vectors.slice(at * this.dimension, (at + 1) * this.dimension));
    this.#telemetry?.metrics
      .counter('ai_sentences_encoded_total', 'Texts that became vectors, by who asked', ['priority'])
      .inc({ priority: batch[0]?.priority ?? 'message' }, batch.length);
    this.#next();
  }

  #next(): void {
    const worker = this.#worker;
    if (!worker || this.#underWay) return;
    // a process that has nothing else to do still waits for what it asked
    if (this.#queue.size > 0) worker.ref();
    else worker.unref();
    if (this.#state !== 'ready' || this.#queue.size === 0) return;
    const since = performance.now();
    const { batch, cost } = this.#queue.take(since);
    this.#underWay = { batch, cost, since };
    worker.postMessage({ texts: batch.map(({ text }) => text) } satisfies EncoderRequest);
    this.#watchFor(worker);
  }

  #watchFor(worker: Worker): void {
    if (this.#watch) clearTimeout(this.#watch);
    this.#watch = setTimeout(() => void worker.terminate(), this.#options.hangsAfterMs).unref();
  }

  #lost(worker: Worker, error: unknown): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    if (this.#state === 'absent' || this.#state === 'closed') return;
    this.#failures++;
    const pauseMs = Math.min(PAUSE.longestMs, this.#options.pauseMs * 2 ** (this.#failures - 1));
    this.#notBefore = performance.now() + pauseMs;
    this.#state = 'resting';
    this.#telemetry?.logger.warn({ err: error, pauseMs }, 'the sentence encoder’s thread ended and begins anew after a while');
    this.#release('broken');
  }

  /** Whoever waits goes without. */
  #release(reason: Shed | null): void {
    if (this.#watch) clearTimeout(this.#watch);
    const waiting = [...(this.#underWay?.batch ?? []), ...this.#queue.clear()];
    this.#underWay = null;
    if (reason && waiting.length > 0) this.#shed(reason, waiting.length);
    for (const { done } of waiting) done(null);
  }
}
