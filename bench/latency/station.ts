import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type DemoTenant, demoChannel, demoTenants } from '../../cli/demo/demo-tenants.ts';
import { freePort } from '../../e2e/support/free-port.ts';
import type { Mix } from '../pipeline/messages.ts';
import { emptyJournals, liftLimits, readAnswers } from '../pipeline/platform-journal.ts';
import type { SystemOptions } from '../pipeline/system.ts';
import { untilQuiet } from '../pipeline/until-quiet.ts';
import { type Accepted, WebhookSender } from '../pipeline/webhook-sender.ts';
import { BenchDatabase } from '../support/bench-database.ts';
import { type Child, startChild } from '../support/child.ts';
import { WEBHOOK_PATH } from '../support/facebook-webhook.ts';
import { type Latencies, latenciesOf } from '../support/latencies.ts';
import { readCrmArrivals } from './crm-arrivals.ts';
import { type EncoderShare, readEncoderShare, since } from './encoder-share.ts';
import { readModelCalls, setModelLatencies } from './model-calls.ts';

export interface Phase {
  readonly name: string;
  readonly perSecond: number;
  readonly messages: number;
  readonly toPlatform: Latencies;
  readonly toCrm: Latencies;
  /** What is left of the way to the platform without the models' calls that waited for one another. */
  readonly ours: Latencies;
  /** One run of the agents, from its delivery to its settling. */
  readonly agents: Latencies;
  readonly modelCalls: number;
  readonly mostAtOnce: number;
  readonly encoder: EncoderShare;
}

/** A system with its database and its outside, in processes of their own. */
export class Station {
  readonly #database: BenchDatabase;
  readonly #simulators: Child;
  readonly #system: Child;
  readonly #simulatorsUrl: string;
  readonly #sender: WebhookSender;

  private constructor(
    database: BenchDatabase,
    children: { simulators: Child; system: Child },
    urls: { own: string; simulators: string },
  ) {
    this.#database = database;
    this.#simulators = children.simulators;
    this.#system = children.system;
    this.#simulatorsUrl = urls.simulators;
    this.#sender = new WebhookSender(urls.own, demoChannel(demoTenants[0] as DemoTenant, 'FACEBOOK').accountId);
  }

  static async open(tempDir: string, name: string, options: Pick<SystemOptions, 'hasVendors' | 'hasEncoder'>): Promise<Station> {
    const dataDir = join(tempDir, name);
    mkdirSync(dataDir);
    const database = await BenchDatabase.start(dataDir);
    // what is timed is not slowed down by counting
    await database.stopCountingStatements();
    const system = startChild(new URL('../pipeline/system.ts', import.meta.url));
    const simulators = startChild(new URL('../pipeline/simulators.ts', import.meta.url));
    const port = await freePort();
    const own = `http://127.0.0.1:${port}`;
    const simulatorsUrl = `http://127.0.0.1:${await simulators.call<number>('start', `${own}${WEBHOOK_PATH}`)}`;
    const station = new Station(database, { simulators, system }, { own, simulators: simulatorsUrl });
    try {
      await liftLimits(simulatorsUrl);
      const { url: databaseUrl } = database;
      await system.call('start', { databaseUrl, simulatorsUrl, port, sendsAnyDraft: true, ...options } satisfies SystemOptions);
      return station;
    } catch (error) {
      await station.close();
      throw error;
    }
  }

  /** As a process that has run for a while. */
  async warmUp(messages: number, mix: Mix): Promise<void> {
    await untilQuiet(this.#database);
    await this.#sender.allAtOnce(messages, mix, new Map());
    await untilQuiet(this.#database);
  }

  /** The process's memory, threads included. */
  rssBytes(): Promise<number> {
    return this.#system.call('rssBytes');
  }

  async measure(perSecond: number, seconds: number, mix: Mix, modelMs: number): Promise<Phase> {
    await untilQuiet(this.#database);
    if (modelMs > 0) await setModelLatencies(this.#simulatorsUrl, modelMs);
    await emptyJournals(this.#simulatorsUrl);
    const encoderBefore = await this.#encoder();
    const startedAt = new Date();
    const accepted: Accepted = new Map();
    await this.#sender.atRate(perSecond, seconds, mix, accepted);
    await untilQuiet(this.#database);

    const [answered, arrivals, models, agents] = await Promise.all([
      readAnswers(this.#simulatorsUrl),
      readCrmArrivals(this.#simulatorsUrl),
      readModelCalls(this.#simulatorsUrl),
      this.#agentsSince(startedAt),
    ]);
    const after = (arrived: ReadonlyMap<string, number>, psid: string, at: number): number[] => {
      const arrivedAt = arrived.get(psid);
      return arrivedAt === undefined ? [] : [arrivedAt - at];
    };
    const toPlatform = [...accepted].flatMap(([psid, at]) => after(answered, psid, at));
    if (toPlatform.length === 0) throw new Error('no message was answered by the machine');
    return {
      name: modelMs > 0 ? `models at ${modelMs} ms` : 'built-in agents',
      perSecond,
      messages: accepted.size,
      toPlatform: latenciesOf(toPlatform),
      toCrm: latenciesOf([...accepted].flatMap(([psid, at]) => after(arrivals, psid, at))),
      ours: latenciesOf(
        [...accepted].flatMap(([psid, at]) => after(answered, psid, at).map((ms) => ms - (models.msOf.get(psid) ?? 0))),
      ),
      agents,
      modelCalls: models.count / accepted.size,
      mostAtOnce: models.mostAtOnce,
      encoder: since(await this.#encoder(), encoderBefore),
    };
  }

  async close(): Promise<void> {
    await this.#sender.close();
    await this.#system.stop();
    await this.#simulators.stop();
    await this.#database.stop();
  }

  async #agentsSince(at: Date): Promise<Latencies> {
    const [row] = await this.#database.query<{ schema: string }>(
      "select nspname as schema from pg_namespace where nspname like 'tenant\\_%'",
    );
    const rows = await this.#database.query<{ ms: number }>(
      `select latency_ms::float8 as ms from "${row?.schema}".run where created_at >= $1 and latency_ms is not null`,
      [at],
    );
    return latenciesOf(rows.map(({ ms }) => ms));
  }

  async #encoder(): Promise<EncoderShare> {
    return readEncoderShare(await this.#system.call<string>('metrics'));
  }
}
