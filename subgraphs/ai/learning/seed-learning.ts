import type { IntentClassifier } from '../agents/classify-intent.ts';
import { makeSeedVectors, readSeedVectors } from '../agents/intent-seed-vectors.ts';
import { type LabelledMessage, loadIntentSeeds } from '../agents/load-intent-seeds.ts';
import type { SentenceEncoder } from '../connectors/sentence-encoder/sentence-encoder.ts';
import { learnBehindMessages } from './learn-behind-messages.ts';

/** An encoder that does not answer now may later. */
const AGAIN_MS = 60_000;

/** What the seeds alone teach, once for all tenants, as soon as it is known what they mean. */
export class SeedLearning {
  readonly #encoder: SentenceEncoder;
  readonly #folder: URL | undefined;
  #messages: LabelledMessage[] | null = null;
  #classifier: IntentClassifier | null = null;
  #begun: Promise<void> | null = null;
  #notBefore = 0;

  /** `folder`: where the seeds' vectors are kept. */
  constructor(encoder: SentenceEncoder, folder?: URL) {
    this.#encoder = encoder;
    this.#folder = folder;
  }

  get messages(): LabelledMessage[] {
    this.#messages ??= loadIntentSeeds();
    return this.#messages;
  }

  /** Null: not yet, or there is no encoder; the words are all there is. */
  get classifier(): IntentClassifier | null {
    return this.#classifier;
  }

  /** Whether nothing more will be known of the seeds than is now. */
  get isComplete(): boolean {
    return this.#classifier !== null || this.#encoder.dimension === 0;
  }

  /** Cheap where it is under way, done, or was in vain a moment ago. */
  learn(): Promise<void> {
    if (this.isComplete || performance.now() < this.#notBefore) return Promise.resolve();
    this.#begun ??= this.#learn().finally(() => {
      this.#begun = null;
      this.#notBefore = performance.now() + AGAIN_MS;
    });
    return this.#begun;
  }

  async #learn(): Promise<void> {
    const [seeds, encoder, folder] = [this.messages, this.#encoder, this.#folder];
    const known = (await readSeedVectors(seeds, encoder, folder)) ?? (await makeSeedVectors(seeds, encoder, folder));
    if (known === null) return;
    this.#classifier = await learnBehindMessages(known, []);
    this.#messages = known;
  }
}
