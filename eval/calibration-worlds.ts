/** A draft as a simulated tenant's head reads it. */
export interface SimulatedDraft {
  readonly score: number;
  readonly features: Readonly<Record<string, number>>;
  readonly channel: string;
}

/** A tenant: what comes in, and how often a reviewer then sends it as it stands. */
export interface World {
  readonly draw: (random: () => number) => SimulatedDraft;
  /** After so many reviews. */
  readonly truthOf: (draft: SimulatedDraft, reviews: number) => number;
  /** What decisions of before say of now: without it no bound holds. */
  readonly isSteady: boolean;
  /** Whether a curve of its kind can be known from 300 decisions; see the report. */
  readonly isKnownAt300: boolean;
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const logit = (p: number): number => Math.log(p / (1 - p));
const inside = (p: number): number => Math.min(0.995, Math.max(0.005, p));
const CHANNELS = ['FACEBOOK', 'INSTAGRAM', 'TELEGRAM'];

const plain = (power: number, truthOf: (score: number) => number): World => ({
  draw: (random) => ({ score: inside(random() ** power), features: {}, channel: 'FACEBOOK' }),
  truthOf: ({ score }) => truthOf(score),
  isSteady: true,
  isKnownAt300: true,
});

export const WORLDS: Readonly<Record<string, World>> = {
  // as the built-in classifier is on social messages (findings/ai.md)
  'over-confident': plain(0.5, (score) => sigmoid(0.6 * logit(score) + 0.3)),
  'too modest': plain(0.8, (score) => sigmoid(1.3 * logit(score) + 1.2)),
  'good only near the top': plain(0.6, (score) => (score > 0.85 ? 0.97 : 0.35 + 0.4 * score)),
  'never good enough': plain(0.5, (score) => 0.5 + 0.3 * score),
  'the score says nothing': plain(0.6, () => 0.7),
  'two steps': { ...plain(0.7, (score) => (score > 0.8 ? 0.95 : score > 0.5 ? 0.75 : 0.3)), isKnownAt300: false },
  'channels differ': {
    draw: (random) => ({
      score: inside(random() ** 0.6),
      features: {},
      channel: CHANNELS[Math.floor(random() * CHANNELS.length)] ?? 'FACEBOOK',
    }),
    truthOf: ({ score, channel }) =>
      sigmoid(0.8 * logit(score) + (channel === 'FACEBOOK' ? 2 : channel === 'INSTAGRAM' ? 0.3 : -1.2)),
    isSteady: true,
    isKnownAt300: true,
  },
  'reviewers go by something else': {
    draw: (random) => ({
      score: inside(0.5 + random() * 0.45),
      features: { completeness: random(), novelty: random() },
      channel: 'FACEBOOK',
    }),
    truthOf: ({ features }) => sigmoid(-1.5 + 7 * (features['completeness'] ?? 0) - 2 * (features['novelty'] ?? 0)),
    isSteady: true,
    isKnownAt300: true,
  },
  'gets worse': {
    draw: (random) => ({ score: inside(random() ** 0.5), features: {}, channel: 'FACEBOOK' }),
    truthOf: ({ score }, reviews) => sigmoid(logit(score) + 1.5 - (1.5 * reviews) / 2_000),
    isSteady: false,
    isKnownAt300: true,
  },
};
