import type { ReplyRequest } from '../connectors/model-provider.ts';
import type { Tier } from '../connectors/models-file.ts';
import { rateComplexity } from './rate-complexity.ts';

/** Below the first a small model does, above the second the large one is worth its price. */
const [SIMPLE_BELOW, COMPLEX_FROM] = [0.4, 0.75];

/** Which tier's models write the reply. Rules where they are certain, a learned score for the rest. The same request, the same tier. */
export function chooseTier(request: ReplyRequest): Tier {
  const { text, intent, language, passages } = request;
  // nothing to quote: a courtesy, or the word that a person takes over
  if (passages.length === 0 || intent === 'PRAISE' || intent === 'SPAM') return 'simple';
  const [first = 0, second = 0] = passages.map(({ score }) => score).sort((a, b) => b - a);
  const complexity = rateComplexity({ text, intent, language, margin: first - second });
  if (complexity >= COMPLEX_FROM) return 'complex';
  // a person reads each reply to a complaint before it goes out, and its tone is half of it
  return complexity < SIMPLE_BELOW && intent !== 'COMPLAINT' ? 'simple' : 'middle';
}
