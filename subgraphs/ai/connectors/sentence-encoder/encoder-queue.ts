import type { EncodingPriority } from './sentence-encoder.ts';

/** A text that waits to be encoded. */
export interface WaitingText {
  readonly text: string;
  readonly priority: EncodingPriority;
  readonly since: number;
}

/**
 * Texts of one batch are filled up to the longest of them, so a batch costs its count times its longest text: this many characters are
 * about 60 ms. What arrives meanwhile waits that long, and what waits is encoded together: a batch of eight takes twice the time of one.
 */
const BATCH_CHARACTERS = 960;
/** A message that comes then waits for the whole of it. */
const BACKGROUND_CHARACTERS = 480;
const MOST_TEXTS = 16;
/** However short, a text costs about this much, and every batch a little more. */
const LEAST_CHARACTERS = 40;
const CALL_CHARACTERS = 120;
/** Background work that had no turn for this long has one before the next messages. */
const PATIENCE_MS = 1_000;

const costOf = (count: number, longest: number): number => CALL_CHARACTERS + count * Math.max(LEAST_CHARACTERS, longest);

/** Who waits for the thread, and who goes next. Messages go first; batches are small, so that none waits long for background work that went before. */
export class EncoderQueue<Waiting extends WaitingText> {
  readonly #messages: Waiting[] = [];
  readonly #background: Waiting[] = [];
  #lastBackground = 0;

  get size(): number {
    return this.#messages.length + this.#background.length;
  }

  add(waiting: Waiting): void {
    (waiting.priority === 'message' ? this.#messages : this.#background).push(waiting);
  }

  /** False when it is not there: it has gone already. */
  remove(waiting: Waiting): boolean {
    const line = waiting.priority === 'message' ? this.#messages : this.#background;
    const at = line.indexOf(waiting);
    if (at >= 0) line.splice(at, 1);
    return at >= 0;
  }

  /** Everybody, when nobody's turn will come. */
  clear(): Waiting[] {
    return [...this.#messages.splice(0), ...this.#background.splice(0)];
  }

  /** Next to be encoded together, with their cost in characters. Empty when nobody waits. */
  take(now: number): { readonly batch: readonly Waiting[]; readonly cost: number } {
    const [first] = this.#background;
    // the last of many waits long, whoever goes first: it is their turns that count
    const isPatient = first === undefined || now - Math.max(first.since, this.#lastBackground) < PATIENCE_MS;
    const isTheirTurn = first !== undefined && (this.#messages.length === 0 || !isPatient);
    const [line, mostCharacters] = isTheirTurn ? [this.#background, BACKGROUND_CHARACTERS] : [this.#messages, BATCH_CHARACTERS];
    if (isTheirTurn) this.#lastBackground = now;
    let [count, longest] = [0, 0];
    for (const { text } of line.slice(0, MOST_TEXTS)) {
      const most = Math.max(longest, text.length);
      if (count > 0 && costOf(count + 1, most) > mostCharacters) break;
      [count, longest] = [count + 1, most];
    }
    return { batch: line.splice(0, count), cost: count === 0 ? 0 : costOf(count, longest) };
  }

  /** What stands before a message that comes now, in characters. Background work does not: it goes behind. */
  get costOfMessages(): number {
    return this.#messages.reduce((sum, { text }) => sum + Math.max(LEAST_CHARACTERS, text.length), 0);
  }
}
