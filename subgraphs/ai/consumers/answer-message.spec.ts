import { expect, it } from 'vitest';
import { builtInVectors } from '../connectors/choose-vectors.ts';
import { localModelProvider } from '../connectors/local-model-provider.ts';
import { PassageSearch } from '../knowledge/passage-search.ts';
import { answerMessageConsumer } from './answer-message.ts';

const STANDARD_SHARE = 0.75;

it('a vendor whose two calls take two seconds holds nobody up at 50 messages a second', () => {
  const search = new PassageSearch(builtInVectors());
  const local = localModelProvider();
  const { concurrency = 0 } = answerMessageConsumer({ models: { ...local, name: 'openai' }, search });
  expect(concurrency * STANDARD_SHARE).toBeGreaterThanOrEqual(50 * 2);
  // what answers by itself needs the processor, and gains nothing by more at once
  expect(answerMessageConsumer({ models: local, search }).concurrency).toBeUndefined();
});
