import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AskedSubgraph, askSubgraph } from '#kernel/testing/ask-subgraph.ts';
import { builtInVectors } from '../connectors/choose-vectors.ts';
import { localModelProvider } from '../connectors/local-model-provider.ts';
import { updateAiSettings } from '../settings/update-ai-settings.ts';
import { ai } from '../subgraph.ts';
import { decideMessage } from '../testing/decide-message.ts';
import { type AiTenant, makeAiTenant } from '../testing/make-ai-tenant.ts';
import { tendReplays } from './tend-replays.ts';

const tools = { models: localModelProvider(), vectors: builtInVectors() };
const SCOPES = ['ai:read', 'ai:configure', 'runs:read', 'reviews:read'];
const FIELDS = `id status failure decisions done estimateUsd costUsd threshold errorRateUpper95 passes flipCount startedAt endedAt
  inForce { sent right wrong unknown } proposed { sent right wrong unknown }
  madeThen { costUsd latencyP50Ms latencyP95Ms } madeNow { costUsd latencyP50Ms latencyP95Ms }
  flips { intent sentThen sentNow verdictThen verdictNow confidenceThen confidenceNow textNow run { id draft { text } } }`;
let tenant: AiTenant;
let subgraph: AskedSubgraph;
// the answers' shapes stand in the documents that ask for them
// biome-ignore lint/suspicious/noExplicitAny: typing each of them would say everything twice
const ask = (document: string, variables: Record<string, unknown> = {}, scopes = SCOPES): Promise<any> =>
  subgraph.answer({ memberId: 'ana', scopes }, document, variables);

beforeAll(async () => {
  tenant = await makeAiTenant();
  const changes = { autoReply: false, confidenceThreshold: 0.1 };
  await tenant.transaction((tx) => updateAiSettings(tx, changes, { store: 'postgres' }));
  subgraph = await askSubgraph(tenant.installation, tenant.tenant, ai(tools));
  await decideMessage(tenant, 'How much does delivery cost?');
});
afterAll(() => tenant.close());

const START = `mutation ($input: DecisionReplayInput!) { startDecisionReplay(input: $input) { ${FIELDS} } }`;
const input = { persona: 'Brief. Signs as Mia from Acme.', maxErrorRate: 0.99 };

it('a replay is started, followed and read, with both texts', async () => {
  const { startDecisionReplay: started } = await ask(START, { input });
  expect(started).toMatchObject({
    status: 'RUNNING',
    decisions: 1,
    done: 0,
    proposed: null,
    flips: [],
    passes: null,
    costUsd: 0,
  });
  await tendReplays(tenant.ctx(), { ...tools, searches: new Map() });
  const { decisionReplay } = await ask(`query ($id: ID!) { decisionReplay(id: $id) { ${FIELDS} } }`, { id: started.id });
  expect(decisionReplay).toMatchObject({
    status: 'DONE',
    done: 1,
    passes: true,
    inForce: { sent: 0 },
    proposed: { sent: 1, right: 1, wrong: 0, unknown: 0 },
    flips: [{ sentThen: false, sentNow: true, verdictThen: 'RIGHT', verdictNow: 'RIGHT' }],
  });
  expect(decisionReplay.flips[0].textNow).toContain('Mia from Acme');
  expect(decisionReplay.flips[0].run.draft.text).not.toContain('Mia from Acme');
  expect((await ask('{ decisionReplays { id } }')).decisionReplays).toEqual([{ id: started.id }]);
});

it('a threshold is judged at once, and a replay that is over stays as it is when it is stopped', async () => {
  const { startDecisionReplay: done } = await ask(START, { input: { threshold: 0.99 } });
  expect(done).toMatchObject({ status: 'DONE', threshold: 0.99, proposed: { sent: 0 }, passes: null });
  const stopped = await ask(`mutation ($id: ID!) { stopDecisionReplay(id: $id) { status } }`, { id: done.id });
  expect(stopped.stopDecisionReplay).toEqual({ status: 'DONE' });
});

it('texts ask for their scope, and starting one for its own', async () => {
  const read = '{ decisionReplays { id flips { sentNow textNow } } }';
  expect((await subgraph.ask({ scopes: ['ai:read'] }, read)).errors?.[0]).toMatchObject({ extensions: { code: 'FORBIDDEN' } });
  const start = await subgraph.ask({ scopes: ['ai:read', 'runs:read'] }, START, { input });
  expect(start.errors?.[0]).toMatchObject({ extensions: { code: 'FORBIDDEN' } });
});

it('what makes no sense and what is not there are told apart', async () => {
  const told = async (proposed: object) =>
    (await subgraph.ask({ scopes: SCOPES }, START, { input: proposed })).errors?.[0]?.extensions?.['code'];
  expect(await told({})).toBe('BAD_USER_INPUT');
  expect(await told({ threshold: 0.5, maxCostUsd: -1 })).toBe('BAD_USER_INPUT');
  expect(await told({ threshold: 0.5, maxErrorRate: 1 })).toBe('BAD_USER_INPUT');
  expect(await told({ knowledge: [{ remove: true }] })).toBe('BAD_USER_INPUT');
  expect(await told({ knowledge: [{ documentId: 'x', text: 'y' }] })).toBe('NOT_FOUND');
  expect((await ask('{ decisionReplay(id: "x") { id } }')).decisionReplay).toBeNull();
});

it('a required replay is a setting, and what it refuses says what to do', async () => {
  const set = `mutation ($input: AiSettingsInput!) { updateAiSettings(input: $input) { requireReplay replayMaxErrorRate replayDecisions } }`;
  expect((await ask(set, { input: { autoReply: true, requireReplay: true, replayDecisions: 50 } })).updateAiSettings).toEqual({
    requireReplay: true,
    replayMaxErrorRate: 0.1,
    replayDecisions: 50,
  });
  const refused = await subgraph.ask({ scopes: SCOPES }, set, { input: { persona: 'Other.' } });
  expect(refused.errors?.[0]).toMatchObject({
    message: expect.stringContaining('startDecisionReplay'),
    extensions: { code: 'CONFLICT', reason: 'REPLAY_REQUIRED', decisions: 50 },
  });
  for (const wrong of [{ replayMaxErrorRate: 1 }, { replayDecisions: 0 }])
    expect((await subgraph.ask({ scopes: SCOPES }, set, { input: wrong })).errors?.[0]?.extensions?.['code']).toBe(
      'BAD_USER_INPUT',
    );
});
