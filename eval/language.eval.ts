import { z } from 'zod';
import { detectLanguage } from '../subgraphs/ai/agents/detect-language.ts';
import { mean, quantile } from './measures.ts';
import { readShared } from './read-shared.ts';
import type { Section } from './section.ts';

const rowSchema = z.object({ text: z.string(), lang: z.string() });

export function evaluate(): Section {
  const times: number[] = [];
  const rows = readShared('langid.jsonl', rowSchema).map(({ text, lang }) => {
    const startedAt = performance.now();
    const said = detectLanguage(text);
    times.push(performance.now() - startedAt);
    return { lang, said };
  });
  const languages = [...Map.groupBy(rows, ({ lang }) => lang)].sort(([a], [b]) => a.localeCompare(b));
  return {
    title: 'Language',
    method: 'The built-in detector says nothing where it cannot tell; silence is not an error that a customer sees.',
    chosenOn: 'the lists of words are our own; how little is enough to say nothing was set with these sentences in sight.',
    tables: [
      {
        columns: ['language', 'messages', 'right', 'silent', 'wrong'],
        rows: languages.map(([lang, own]) => [
          lang,
          own.length,
          mean(own.map(({ said }) => Number(said === lang))).toFixed(2),
          mean(own.map(({ said }) => Number(said === null))).toFixed(2),
          mean(own.map(({ said }) => Number(said !== null && said !== lang))).toFixed(2),
        ]),
      },
      { columns: ['p50 ms', 'p95 ms'], rows: [[quantile(times, 0.5).toFixed(3), quantile(times, 0.95).toFixed(3)]] },
    ],
  };
}
