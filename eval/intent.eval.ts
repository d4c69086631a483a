import { z } from 'zod';
import { trainIntentClassifier } from '../subgraphs/ai/agents/classify-intent.ts';
import { INTENTS, type Intent } from '../subgraphs/ai/agents/intent.ts';
import { loadIntentSeeds } from '../subgraphs/ai/agents/load-intent-seeds.ts';
import {
  accuracy,
  brier,
  calibrationError,
  coverageAt,
  interval,
  macroF1,
  mean,
  mulberry32,
  quantile,
  riskCoverage,
} from './measures.ts';
import { readShared } from './read-shared.ts';
import type { Section } from './section.ts';

const rowSchema = z.object({ text: z.string(), intent: z.string(), accept: z.array(z.string()), source: z.string() });
type Row = z.output<typeof rowSchema>;
type Classifier = ReturnType<typeof trainIntentClassifier>;

const CORRECTIONS = 300;

const judge = (classifier: Classifier, rows: readonly Row[]) =>
  rows.map((row) => {
    const startedAt = performance.now();
    const { intent, confidence } = classifier.classify(row.text);
    const answered = intent.toLowerCase();
    return {
      ms: performance.now() - startedAt,
      confidence,
      answered,
      accepted: row.accept,
      right: row.accept.includes(answered),
      row,
    };
  });

const figures = (judged: ReturnType<typeof judge>): (string | number)[] => {
  const [low, high] = interval(judged, accuracy);
  return [
    judged.length,
    `${accuracy(judged).toFixed(3)} (${low.toFixed(3)}-${high.toFixed(3)})`,
    macroF1(judged).toFixed(3),
    calibrationError(judged, 'width').toFixed(3),
    calibrationError(judged, 'mass').toFixed(3),
    brier(judged).toFixed(3),
    ...[0.02, 0.05, 0.1].map((error) => coverageAt(judged, error).toFixed(2)),
  ];
};
const COLUMNS = ['rows', 'accuracy (95 %)', 'macro-F1', 'ECE, width', 'ECE, mass', 'Brier', 'cover at 2 %', 'at 5 %', 'at 10 %'];

export function evaluate(): Section {
  const rows = readShared('intent.jsonl', rowSchema);
  const seeds = loadIntentSeeds();
  const alone = judge(trainIntentClassifier(seeds), rows);
  const corrected = afterCorrections(rows);
  const sources = [...Map.groupBy(alone, ({ row }) => row.source)];
  const classes = INTENTS.map((intent) => intent.toLowerCase());
  return {
    title: 'Intent',
    method: `The built-in classifier with the shipped seed messages alone (${seeds.length}), and after ${CORRECTIONS} corrections drawn at random, measured on the rest. No row of the data is learned from otherwise: each source is one that was left out.`,
    tables: [
      {
        columns: ['', ...COLUMNS],
        rows: [
          ['seeds alone', ...figures(alone)],
          [`after ${CORRECTIONS} corrections`, ...figures(corrected)],
        ],
      },
      { columns: ['source', ...COLUMNS], rows: sources.map(([source, judged]) => [source, ...figures(judged)]) },
      {
        columns: ['is, answered as', ...classes],
        rows: classes.map((is) => {
          const own = alone.filter(({ accepted }) => accepted[0] === is);
          return [is, ...classes.map((answered) => (mean(own.map((one) => Number(one.answered === answered))) * 100).toFixed(0))];
        }),
      },
    ],
    plots: [
      {
        name: 'intent-risk-coverage',
        x: 'share answered, the surest first',
        y: 'error',
        lines: [
          { label: 'seeds alone', points: riskCoverage(alone).map(({ share, error }) => [share, error]) },
          {
            label: `after ${CORRECTIONS} corrections`,
            points: riskCoverage(corrected).map(({ share, error }) => [share, error]),
          },
        ],
      },
    ],
    floors: [
      { what: 'intent accuracy, seeds alone', measured: accuracy(alone), floor: 0.7, better: 'more' },
      { what: 'intent ECE, seeds alone', measured: calibrationError(alone, 'width'), floor: 0.12, better: 'less' },
      { what: `intent accuracy after ${CORRECTIONS} corrections`, measured: accuracy(corrected), floor: 0.8, better: 'more' },
      {
        what: `intent ECE after ${CORRECTIONS} corrections`,
        measured: calibrationError(corrected, 'width'),
        floor: 0.05,
        better: 'less',
      },
      {
        what: 'intent, p95 ms a message',
        measured: quantile(
          alone.map(({ ms }) => ms),
          0.95,
        ),
        floor: 150,
        better: 'less',
      },
    ],
  };
}

/** A tenant's reviewers correct messages as they come; the rest is what comes after. */
function afterCorrections(rows: readonly Row[]): ReturnType<typeof judge> {
  const random = mulberry32(5);
  const shuffled = rows
    .map((row) => ({ row, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ row }) => row);
  const corrections = shuffled
    .slice(0, CORRECTIONS)
    .map(({ text, intent }) => ({ text, intent: intent.toUpperCase() as Intent }));
  return judge(trainIntentClassifier(loadIntentSeeds(), corrections), shuffled.slice(CORRECTIONS));
}
