import { beforeAll, describe, expect, it } from 'vitest';
import type { ModelProvider } from './model-provider.ts';

const PASSAGES = [
  { documentId: 'd1', title: 'Delivery', text: 'We deliver within two working days. Delivery costs 4.90 euros.', score: 0.9 },
  { documentId: 'd2', title: 'Parking', text: 'There is a car park behind the shop.', score: 0.1 },
];
const ASKED = {
  text: 'How much does delivery cost?',
  language: 'en',
  persona: '',
  displayName: null,
  intent: 'SUPPORT' as const,
};
const going = (): AbortSignal => new AbortController().signal;

/** What every provider holds. `make` is called once the suite runs. */
export function modelProviderContract(make: () => ModelProvider): void {
  describe('as a model provider', () => {
    let models: ModelProvider;
    beforeAll(() => {
      models = make();
    });

    it('an analysis has a probability, a margin, and entities that stand in the text', async () => {
      const text = 'Hi, I am Ana Ruiz, please call me at +49 30 901820 or write to ana@example.com';
      const { intent, entities } = await models.analyse({ text, language: 'en', sentAt: new Date() }, going());
      expect(intent.value.confidence).toBeGreaterThan(0);
      expect(intent.value.confidence).toBeLessThanOrEqual(1);
      expect(intent.value.margin).toBeGreaterThanOrEqual(0);
      expect(entities.value.map((entity) => entity.kind)).toContain('email');
      for (const { value, start, end } of entities.value) expect(text.slice(start, end)).toBe(value);
    });

    it('a reply stands on the passages that it names', async () => {
      const { value } = await models.writeReply({ ...ASKED, passages: PASSAGES }, going());
      expect(value?.text).toContain('4.90');
      expect(value?.usedPassages).toEqual([0]);
    });

    it('nothing is made up where no passage answers', async () => {
      const { value } = await models.writeReply({ ...ASKED, passages: [] }, going());
      expect(value).toBeNull();
    });

    it('every answer says what it took', async () => {
      const { call } = await models.writeReply({ ...ASKED, passages: PASSAGES }, going());
      expect(call).toMatchObject({ provider: models.name, attempts: 1, cached: false });
      expect(call.inputTokens).toBeGreaterThan(0);
      expect(call.latencyMs).toBeGreaterThanOrEqual(0);
    });

    it('an aborted call rejects', async () => {
      const aborted = AbortSignal.abort(new Error('stopped'));
      await expect(models.analyse({ text: 'hello', language: 'en', sentAt: new Date() }, aborted)).rejects.toThrow('stopped');
      await expect(models.writeReply({ ...ASKED, passages: PASSAGES }, aborted)).rejects.toThrow('stopped');
    });
  });
}
