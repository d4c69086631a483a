import type { IncomingHttpHeaders } from 'node:http';
import type { Principal } from '../auth/principal.ts';
import type { GraphDeclaration } from '../graph/graph-declaration.ts';
import type { Consumer } from '../messaging/consumer.ts';
import type { Feed } from '../messaging/feed.ts';
import type { Tx } from '../messaging/transaction.ts';
import type { Ctx } from '../tenancy/context.ts';
import type { PlatformContext } from './platform-context.ts';

/** What a resolver sees: a use case's `Ctx`, the caller, the feed for subscriptions, and the way to open a transaction. */
export interface GraphContext extends Ctx {
  readonly principal: Principal;
  readonly feed: Feed;
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}

/** An HTTP door of a subgraph beside GraphQL. The kernel has read the raw body, up to 1 MB (413 beyond). */
export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly handle: (request: RouteRequest) => Promise<RouteResponse> | RouteResponse;
}
export interface RouteRequest {
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}
export interface RouteResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** Work by the clock, for each active tenant. One process at a time runs it; a failure is logged and tried again next time. */
export interface Task {
  readonly name: string;
  readonly everyMs: number;
  readonly run: (ctx: Ctx, transaction: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>) => Promise<void>;
}

/** Platform-wide work that one process does at a time: `step` is repeated while it answers true, then waits to be woken. */
export interface Loop {
  readonly name: string;
  /** How long to wait when nobody wakes it. */
  readonly idleMs: number;
  readonly step: (platform: PlatformContext, signal: AbortSignal) => Promise<boolean>;
}

export interface SubgraphDeclaration extends GraphDeclaration {
  /** MikroORM entities that this subgraph owns. */
  readonly entities: readonly unknown[];
  /** Folder of `0001-name.sql` files, applied in order to every tenant's schema; they name no schema. */
  readonly migrations: URL;
  /** The same for what it owns in the schema `platform`. */
  readonly platformMigrations?: URL;
  readonly consumers?: readonly Consumer[];
  readonly tasks?: readonly Task[];
  readonly loops?: readonly Loop[];
  /**
   * What lives beside its work in a process: begun once that is ready, which does not wait for it, and ended after the work by what this
   * answers.
   */
  readonly accompany?: (platform: PlatformContext) => () => Promise<void>;
  /** `wake(loopName)` starts a loop's next step at once, in whichever process runs it. */
  readonly routes?: (platform: PlatformContext, wake: (loop: string) => void) => readonly Route[];
  /**
   * Takes away what it keeps of a tenant in places that `eraseTenant` does not know: outside, or in rows that do not name the tenant. It
   * runs before anything is dropped, can be repeated, and where it throws nothing is dropped: a PublicError says to a person why.
   */
  readonly eraseTenant?: (ctx: Ctx, platform: PlatformContext) => Promise<void>;
}

/** The only thing that a subgraph says about how it runs. */
export const defineSubgraph = (declaration: SubgraphDeclaration): SubgraphDeclaration => declaration;
