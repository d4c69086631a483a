import type { Principal } from '../auth/principal.ts';
import type { Config } from '../config/config.ts';
import { KeyRing, platformSeal } from '../crypto/key-ring.ts';
import type { EventLog } from '../messaging/event-log.ts';
import type { Feed } from '../messaging/feed.ts';
import { PostgresEventLog } from '../messaging/postgres/postgres-event-log.ts';
import { PostgresFeed } from '../messaging/postgres/postgres-feed.ts';
import { Sequencer } from '../messaging/postgres/sequencer.ts';
import { WakeUps } from '../messaging/postgres/wake-ups.ts';
import { Database, kernelMigrations } from '../persistence/database.ts';
import { Leadership } from '../persistence/leadership.ts';
import { readMigrations } from '../persistence/migrate.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { type Clock, systemClock } from '../tenancy/context.ts';
import type { GraphContext, SubgraphDeclaration } from './define-subgraph.ts';
import type { PlatformContext } from './platform-context.ts';

export interface InstallationOptions {
  readonly config: Pick<Config, 'crypto' | 'internalKeys' | 'feed'>;
  /** The database's owner: migrates and creates tenants. */
  readonly ownerUrl: string;
  /** All subgraphs of the installation, whichever run in this process: events are routed to all of them. */
  readonly declarations: readonly SubgraphDeclaration[];
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly clock?: Clock;
}

const MESSAGING = new URL('../messaging/migrations/', import.meta.url);

/** What every process of an installation stands on: the migrated database, the event log, the feed, and the ways into a tenant. */
export class Installation {
  readonly declarations: readonly SubgraphDeclaration[];
  readonly database: Database;
  readonly eventLog: EventLog;
  readonly feed: Feed;
  readonly wakeUps: WakeUps;
  readonly leadership: Leadership;
  readonly platform: PlatformContext;
  readonly #logger: Logger;
  readonly #sequencer: Sequencer;
  readonly #postgresFeed: PostgresFeed;

  private constructor(database: Database, options: InstallationOptions, keyRing: KeyRing) {
    const { logger, metrics } = options;
    this.#logger = logger;
    this.declarations = options.declarations;
    this.database = database;
    this.leadership = new Leadership(database, logger);
    this.wakeUps = new WakeUps(database, logger);
    const consumers = options.declarations.flatMap((declaration) => declaration.consumers ?? []);
    this.eventLog = new PostgresEventLog({ database, consumers, wakeUps: this.wakeUps, logger, metrics });
    this.#postgresFeed = new PostgresFeed({ platform: database.platform, wakeUps: this.wakeUps, logger });
    this.feed = this.#postgresFeed;
    this.#sequencer = new Sequencer({
      database,
      leadership: this.leadership,
      wakeUps: this.wakeUps,
      logger,
      retentionMs: options.config.feed.retentionMs,
      isWatched: () => this.#postgresFeed.isRead || this.wakeUps.mayHavePeers,
    });
    this.platform = {
      platform: database.platform,
      seal: platformSeal(keyRing),
      clock: options.clock ?? systemClock,
      logger,
      metrics,
      learn: (tenant) => database.learn(tenant),
      enter: (tenant, actor) => database.enter(tenant, actor, logger),
      transaction: (ctx, work) => this.eventLog.transaction(ctx, work),
    };
  }

  static async open(options: InstallationOptions): Promise<Installation> {
    const keyRing = new KeyRing(options.config.crypto.keys);
    const kernel = kernelMigrations();
    const database = await Database.open({
      ownerUrl: options.ownerUrl,
      keyRing,
      internalKey: options.config.internalKeys[0].key,
      entities: options.declarations.flatMap((declaration) => declaration.entities),
      platformMigrations: [
        ...kernel.platform,
        ...readMigrations('messaging', MESSAGING),
        ...options.declarations.flatMap(({ name, platformMigrations }) =>
          platformMigrations ? readMigrations(name, platformMigrations) : [],
        ),
      ],
      tenantMigrations: [
        ...kernel.tenant,
        ...options.declarations.flatMap(({ name, migrations }) => readMigrations(name, migrations)),
      ],
      logger: options.logger,
      clock: options.clock ?? systemClock,
    });
    const installation = new Installation(database, options, keyRing);
    await installation.wakeUps.start();
    installation.#sequencer.start();
    return installation;
  }

  /** What the resolvers of one request see. */
  graphContext(principal: Principal): GraphContext {
    const ctx = this.database.enter(
      principal.tenant,
      { kind: 'member', id: principal.memberId, scopes: principal.scopes },
      this.#logger,
    );
    return { ...ctx, principal, feed: this.feed, transaction: (work) => this.eventLog.transaction(ctx, work) };
  }

  /** After everything that uses it has stopped. */
  async close(): Promise<void> {
    await this.#sequencer.close();
    this.#postgresFeed.close();
    await this.wakeUps.close();
    await this.leadership.close();
    await this.database.close();
  }
}
