import 'reflect-metadata';
import { type Models, readModels, shippedModels, TIERS, type Tier } from '../subgraphs/ai/connectors/models-file.ts';
import { costOf } from '../subgraphs/ai/connectors/vendor/model-prices.ts';
import type { BenchOptions, BenchResult } from './bench.ts';
import { answerMessages, type Tokens } from './cost/answer-messages.ts';
import { runStorm, type Storm } from './cost/spend-storm.ts';
import { BenchDatabase } from './support/bench-database.ts';
import { startChild } from './support/child.ts';
import { rounded } from './support/latencies.ts';

const MESSAGES = 10_000;
const STORM = { budgetUsd: 0.06, processes: 3, calls: 167, kills: 1 };
const MODEL_LATENCY = { p50Ms: 150, p95Ms: 500, seed: 1 };
const SAVED_AT_LEAST = 0.6;

/** What messages cost by the router's choice beside the large model for everything, and whether a budget holds when processes die. */
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
    const tokens = await answerMessages(await database.createDatabase('routed'), simulatorsUrl, messages);
    const seconds = (performance.now() - startedAt) / 1000;
    await fetch(`${simulatorsUrl}/openai/_journal`, { method: 'DELETE' });
    await put(`${simulatorsUrl}/openai/_latencies`, MODEL_LATENCY);
    const storm = await runStorm({ ...STORM, databaseUrl: await database.createDatabase('storm'), simulatorsUrl });
    return report({ messages, seconds, tokens, storm });
  } finally {
    await simulators.stop();
    await database.stop();
  }
}

interface Measured {
  readonly messages: number;
  readonly seconds: number;
  readonly tokens: readonly Tokens[];
  readonly storm: Storm;
}

function report({ messages, seconds, tokens, storm }: Measured): BenchResult {
  const tables = {
    'models.json': shippedModels(),
    'seed prices': readModels(new URL('./cost/seed-prices.json', import.meta.url)),
  };
  const priced = Object.entries(tables).map(([name, models]) => ({ name, ...priceAll(tokens, models) }));
  const usd = (nano: number): number => rounded(nano / 1e9, 4);
  const [shipped] = priced;
  return {
    name: 'cost',
    headers: ['', 'calls', 'input tokens', 'output tokens', 'dollars', 'large model alone', 'saved %'],
    rows: [
      ...tokens.map(({ work, model, calls, input, output, cost }) => [
        `${work} ${model}`,
        calls,
        input,
        output,
        usd(cost),
        '',
        '',
      ]),
      ...priced.map(({ name, cost, large, saved }) => [
        ...[`${messages} messages, ${name}`, '', '', '', usd(cost), usd(large)],
        rounded(saved * 100),
      ]),
      [`storm: ${storm.answered} answered, ${storm.refused} refused`, storm.billedCalls, '', '', usd(storm.billed), '', ''],
      [`storm: ${storm.leftBehind} left behind; spent of ${usd(storm.budget)}`, '', '', '', usd(storm.spent), '', ''],
    ],
    json: { messages, seconds, tokens, priced, storm },
    targets: [
      ...priced.map(({ name, saved }) => ({
        name: `cheaper than the large model alone, ${name}, without a cache`,
        wanted: `${SAVED_AT_LEAST * 100} %`,
        measured: `${rounded(saved * 100)} %`,
        met: saved >= SAVED_AT_LEAST,
      })),
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
        met: storm.reserved === 0 && storm.failed === 0 && (shipped?.cost ?? 0) > 0,
      },
    ],
  };
}

/** The same tokens at a table's prices: by the tier that each model is of, and all at the large model's. */
function priceAll(tokens: readonly Tokens[], models: Models): { cost: number; large: number; saved: number } {
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
  const [cost, large] = [total(({ model }) => shippedTierOf(model)), total(() => 'complex')];
  return { cost, large, saved: 1 - cost / large };
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
