import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AskedSubgraph, askSubgraph } from '#kernel/testing/ask-subgraph.ts';
import { localModelProvider } from '../connectors/local-model-provider.ts';
import { type SettingsChanges, updateAiSettings } from '../settings/update-ai-settings.ts';
import { ai } from '../subgraph.ts';
import { type AiTenant, makeAiTenant } from '../testing/make-ai-tenant.ts';
import { Run } from './run.entity.ts';

let tenant: AiTenant;
let subgraph: AskedSubgraph;
beforeAll(async () => {
  tenant = await makeAiTenant();
  subgraph = await askSubgraph(tenant.installation, tenant.tenant, ai({ models: localModelProvider() }));
});
afterAll(() => tenant.close());

const ANSWERED = 'Hello, how much does delivery cost?';
const UNKNOWN = 'Does the astronaut training include a real rocket launch?';
const FIELDS = 'status reason heldBack confidence threshold reviewChance intent language';
const tryIt = async (text: string) => {
  const document = `mutation ($text: String!) { tryReply(text: $text) { verdict { ${FIELDS} } } }`;
  const answer = await subgraph.answer({ memberId: 'ana', scopes: ['knowledge:write'] }, document, { text });
  const { tryReply } = answer as { tryReply: { verdict: Record<string, unknown> } };
  return tryReply.verdict;
};
const configure = (changes: SettingsChanges) => tenant.transaction((tx) => updateAiSettings(tx, changes, { store: 'postgres' }));

/** What the same text came to as a message: the run, and the reason of its review. */
const asMessage = async (text: string) => {
  const event = tenant.message(text);
  await tenant.answer(event);
  const { status, heldBack, confidence, threshold, reviewChance, intent, language } = await tenant.runOf(event);
  const reason = (await tenant.reviewOf(event))?.reason ?? null;
  return { status, reason, heldBack, confidence, threshold, reviewChance, intent, language };
};

it.each([
  ['goes out by itself where it is sure', ANSWERED, {}, { status: 'AUTO_REPLIED', reason: null, reviewChance: 0 }],
  ['is a person’s below the threshold', ANSWERED, { confidenceThreshold: 0.999 }, { reason: 'LOW_CONFIDENCE', threshold: 0.999 }],
  ['is a person’s without knowledge', UNKNOWN, {}, { status: 'IN_REVIEW', reason: 'LOW_CONFIDENCE', confidence: null }],
  ['is a person’s while nothing is sent by itself', ANSWERED, { autoReply: false }, { reason: 'POLICY', heldBack: [] }],
  [
    'is a person’s until decisions prove the target',
    ANSWERED,
    { targetError: 0.01, auditShare: 1e-9 },
    { reason: 'LOW_CONFIDENCE', threshold: null },
  ],
  [
    'is a person’s for a complaint',
    'My parcel arrived broken, this is a disgrace!',
    {},
    { reason: 'POLICY', heldBack: ['COMPLAINT'] },
  ],
  ['is a person’s in a language that is not served', ANSWERED, { languages: ['de'] }, { heldBack: ['OTHER_LANGUAGE'] }],
  [
    'is no reply to certain spam',
    'WIN a FREE iPhone!!! Click http://bit.ly/xx now, 100x profit guaranteed $$$',
    {},
    { status: 'NO_REPLY' },
  ],
])('a trial %s, exactly as a message', async (_, text, settings, expected) => {
  await configure({ autoReply: true, confidenceThreshold: 0.7, languages: [], auditShare: 0 });
  await configure(settings);
  const [published, runs] = [await tenant.published(), await tenant.ctx().em.count(Run)];
  const verdict = await tryIt(text);
  expect(verdict).toMatchObject(expected);
  expect([await tenant.published(), await tenant.ctx().em.count(Run)]).toEqual([published, runs]);
  expect(verdict).toEqual(await asMessage(text));
});
