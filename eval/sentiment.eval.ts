import { z } from 'zod';
import { readSentiment } from '../subgraphs/ai/agents/read-sentiment.ts';
import { mean } from './measures.ts';
import { readShared } from './read-shared.ts';
import type { Section } from './section.ts';

const rowSchema = z.object({ text: z.string(), sentiment: z.enum(['positive', 'negative', 'neutral']), source: z.string() });

/** A feature of confidence and no truth: words of a list cannot know. */
export function evaluate(): Section {
  const rows = readShared('sentiment.jsonl', rowSchema).map((row) => ({ ...row, mood: readSentiment(row.text) }));
  const sources = [...new Set(rows.map(({ source }) => source))].sort();
  const saidOf = (mood: number): string => (mood > 0 ? 'positive' : mood < 0 ? 'negative' : 'neutral');
  const right = (of: typeof rows): number => mean(of.map(({ mood, sentiment }) => Number(saidOf(mood) === sentiment)));
  const lean = (of: typeof rows, sentiment: string): string =>
    mean(of.filter((row) => row.sentiment === sentiment).map(({ mood }) => mood)).toFixed(2);
  return {
    title: 'Sentiment',
    method:
      'Words of our own lists, what negates them and emoji, on other people’s labelled sentences; a score of 0 is neutral. Lean: mean score from -1 to 1.',
    chosenOn: 'the lists are our own, written with these sentences in sight; the floor is ours and not asked for.',
    tables: [
      {
        columns: ['source', 'messages', 'right', 'lean of negative', 'of neutral', 'of positive'],
        rows: ['all', ...sources].map((name) => {
          const of = rows.filter(({ source }) => name === 'all' || source === name);
          return [name, of.length, right(of).toFixed(3), lean(of, 'negative'), lean(of, 'neutral'), lean(of, 'positive')];
        }),
      },
    ],
    floors: [{ what: 'sentiment, share of messages told rightly', measured: right(rows), floor: 0.58, better: 'more' }],
  };
}
