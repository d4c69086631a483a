import 'reflect-metadata';
import { type Models, readModels, shippedModels, TIERS, type Tier } from '../subgraphs/ai/connectors/models-file.ts';
import { costOf } from '../subgraphs/ai/connectors/vendor/model-prices.ts';
import type { BenchOptions, BenchResult } from './bench.ts';
import { type Answered, answerMessages, type Tokens } from './cost/answer-messages.ts';
import { runStorm, type Storm } from './cost/spend-storm.ts';
import { BenchDatabase } from './support/bench-database.ts';
import { startChild } from './support/child.ts';
import { rounded } from './support/latencies.ts';

const MESSAGES = 10_000;
const STORM = { budgetUsd: 0.06, processes: 3, calls: 167, kills: 1 };
const MODEL_LATENCY = { p50Ms: 150, p95Ms: 500, seed: 1 };
const SAVED_AT_LEAST = 0.6;
const WRONG_AT_MOST = 0.01;
const CACHE_MINUTES = 60;

/**
 * What messages cost by router and cache beside the large model for everything, how often the cache answers wrongly, and whether a budget
 * holds when processes die.
 */
export async function run({ tempDir, flags }: BenchOptions): Promise<BenchResult> {
  const messages = Number(flags.get('messages') ?? MESSAGES);
  if (!(messages > 0)) throw new Error('cost takes --messages N');
  const database = await BenchDatabase.start(tempDir);
  const simulators = startChild(new URL('./crm/simulators.ts', import.meta.url));
  try {
    const simulatorsUrl = `http://127.0.0.1:${await simulators.call<number>('start')}`;
    // what the vendors allow an account in a minute is not what is measured
    const settings = { requestsPerMinute: 100_000_000, tokensPerMinute: 100_000_000_000 };
    await put(`${simulatorsUrl}/openai/_settings`, settings);
    const startedAt = performance.now();
    const answer = async (name: string, replyCacheMinutes: number): Promise<Answered> => {
      const answered = await answerMessages(await database.createDatabase(name), simulatorsUrl, messages, { replyCacheMinutes });
      await fetch(`${simulatorsUrl}/openai/_journal`, { method: 'DELETE' });
      return answered;
    };
    const routed = await answer('routed', 0);
    const cached = await answer('cached', CACHE_MINUTES);
    const seconds = (performance.now() - startedAt) / 1000;
    await put(`${simulatorsUrl}/openai/_latencies`, MODEL_LATENCY);
    const storm = await runStorm({ ...STORM, databaseUrl: await database.createDatabase('storm'), simulatorsUrl });
    return report({ messages, seconds, routed, cached, storm });
  } finally {
    await simulators.stop();
    await database.stop();
  }
}

interface Measured {
  readonly messages: number;
  readonly seconds: number;
  /** Without a cache, and with it. */
  readonly routed: Answered;
  readonly cached: Answered;
  readonly storm: Storm;
}

function report({ messages, seconds, routed, cached, storm }: Measured): BenchResult {
  const tables = {
    'models.json': shippedModels(),
    'seed prices': readModels(new URL('./cost/seed-prices.json', import.meta.url)),
  };
  const priced = Object.entries(tables).map(([name, models]) => {
    const [alone, both] = [priceAll(routed.tokens, models), priceAll(cached.tokens, models)];
    // the large model for everything, the router alone, the cache before the large model, and both
    return { name, large: alone.large, routed: alone.cost, cached: both.large, both: both.cost };
  });
  const { hits } = cached;
  const answeredFromCache = hits.exact + hits.similar;
  const wrongShare = answeredFromCache === 0 ? 0 : hits.wrong / answeredFromCache;
  const usd = (nano: number): number => rounded(nano / 1e9, 4);
  const [shipped] = priced;
  return {
    name: 'cost',
    headers: ['', 'calls', 'input tokens', 'output tokens', 'dollars', 'saved %'],
    rows: [
      ...cached.tokens.map(({ work, model, calls, input, output, cost }) => [
        `${work} ${model}`,
        calls,
        input,
        output,
        usd(cost),
        '',
      ]),
      ...priced.flatMap(({ name, large, ...ways }) =>
        Object.entries({ large, ...ways }).map(([way, cost]) => [
          ...[`${messages} messages, ${name}: ${WAYS[way] ?? way}`, '', '', '', usd(cost)],
          rounded((1 - cost / large) * 100),
        ]),
      ),
      [
        `cache: ${hits.exact} exact, ${hits.similar} alike, ${hits.wrong} wrong (${hits.wrongInTheSameWords} in the same words)`,
        '',
        '',
        '',
        '',
        '',
      ],
      [`cache: ${hits.compared} like questions compared, ${hits.disagreed} disagreed`, '', '', '', '', ''],
      [`storm: ${storm.answered} answered, ${storm.refused} refused`, storm.billedCalls, '', '', usd(storm.billed), ''],
      [`storm: ${storm.leftBehind} left behind; spent of ${usd(storm.budget)}`, '', '', '', usd(storm.spent), ''],
    ],
    json: { messages, seconds, routed, cached, priced, storm },
    targets: [
      ...priced.map(({ name, large, both }) => ({
        name: `cheaper than the large model alone, ${name}`,
        wanted: `${SAVED_AT_LEAST * 100} %`,
        measured: `${rounded((1 - both / large) * 100)} %`,
        met: 1 - both / large >= SAVED_AT_LEAST,
      })),
      {
        name: 'replies from the cache that belong to another question',
        wanted: `< ${WRONG_AT_MOST * 100} % of more than 0`,
        measured: `${rounded(wrongShare * 100, 2)} % of ${answeredFromCache}`,
        met: answeredFromCache > 0 && wrongShare < WRONG_AT_MOST,
      },
      {
        name: 'the vendor bills no more than was spent, and that is within the budget, at every look',
        wanted: `<= ${usd(storm.budget)}`,
        measured: `${usd(storm.billed)}, ${usd(storm.spent)}, ${usd(storm.most)}`,
        met: storm.billed <= storm.spent && storm.spent <= storm.budget && storm.most <= storm.budget,
      },
      {
        name: 'nothing stays put aside for the dead, and no call fails',
        wanted: '0, 0',
        measured: `${storm.reserved}, ${storm.failed}`,
        met: storm.reserved === 0 && storm.failed === 0 && (shipped?.both ?? 0) > 0,
      },
    ],
  };
}

const WAYS: Readonly<Record<string, string>> = {
  large: 'the large model alone',
  routed: 'router',
  cached: 'cache',
  both: 'router and cache',
};

/** The same tokens at a table's prices: by the tier that each model is of, and all at the large model's. */
function priceAll(tokens: readonly Tokens[], models: Models): { cost: number; large: number } {
  const priceOf = (tier: Tier) => {
    const price = models.tiers[tier][0]?.price;
    if (!price) throw new Error(`the tier ${tier} has no price`);
    return price;
  };
  const total = (tierOf: (each: Tokens) => Tier): number =>
    tokens.reduce((sum, each) => {
      const usage = { inputTokens: each.input, cachedTokens: 0, outputTokens: each.output };
      return sum + costOf(priceOf(tierOf(each)), usage);
    }, 0);
  return { cost: total(({ model }) => shippedTierOf(model)), large: total(() => 'complex') };
}

const shippedTierOf = (model: string): Tier => {
  const tier = TIERS.find((each) => shippedModels().tiers[each].some((choice) => choice.model === model));
  if (!tier) throw new Error(`${model} is in no tier of models.json`);
  return tier;
};

async function put(url: string, body: unknown): Promise<void> {
  const response = await fetch(url, { method: 'PUT', body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${url}: ${await response.text()}`);
}
