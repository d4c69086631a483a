import { AsyncLocalStorage } from 'node:async_hooks';
import { createRequire } from 'node:module';
import pg from 'pg';
import type { SubgraphDeclaration } from '#kernel/runtime/define-subgraph.ts';

export interface CallCount {
  deliveries: number;
  calls: number;
}

const current = new AsyncLocalStorage<string>();
const counts = new Map<string, CallCount>();

/** Calls to the database since the last time, by who made them: a consumer, a loop, a door, or the kernel on its own. */
export function takeCalls(): [string, CallCount][] {
  const taken = [...counts];
  counts.clear();
  return taken;
}

/** Has every delivery, loop step and request of a subgraph counted. One call is one round trip, however many statements it carries. */
export function counted(declaration: SubgraphDeclaration): SubgraphDeclaration {
  const { consumers, loops, routes, ...rest } = declaration;
  return {
    ...rest,
    ...(consumers && {
      consumers: consumers.map((consumer) => ({
        ...consumer,
        handlers: consumer.handlers.map((handler) => ({
          ...handler,
          handle: (...delivery: Parameters<typeof handler.handle>) => as(consumer.name, () => handler.handle(...delivery)),
        })),
      })),
    }),
    ...(loops && {
      loops: loops.map((loop) => ({
        ...loop,
        step: (...step: Parameters<typeof loop.step>) => as(`loop ${loop.name}`, () => loop.step(...step)),
      })),
    }),
    ...(routes && {
      routes: (...context: Parameters<typeof routes>) =>
        routes(...context).map((route) => ({
          ...route,
          handle: (request: Parameters<typeof route.handle>[0]) =>
            as(`${route.method} ${route.path}`, () => route.handle(request)),
        })),
    }),
  };
}

function as<T>(name: string, work: () => T): T {
  of(name).deliveries++;
  return current.run(name, work);
}

function of(name: string): CallCount {
  let count = counts.get(name);
  if (!count) {
    count = { deliveries: 0, calls: 0 };
    counts.set(name, count);
  }
  return count;
}

/** The kernel's own work begins in whatever context woke it. */
const KERNEL = /platform\.(?:claim_slots|number_events|trim_feed)|pg_notify|pg_stat_activity/;

function count([statement]: readonly unknown[]): void {
  const text = typeof statement === 'string' ? statement : (statement as { text?: string }).text;
  const kernel = text && KERNEL.exec(text)?.[0];
  of(kernel ? `kernel: ${kernel}` : (current.getStore() ?? 'kernel')).calls++;
}

/** Both ways to ask: through the pool, and on a client that was taken from it. MikroORM may have a driver of its own. */
export function countCalls(): void {
  const mikroOrms = createRequire(import.meta.resolve('@mikro-orm/postgresql'))('pg') as typeof pg;
  for (const driver of new Set([pg, mikroOrms])) countCallsOf(driver);
}

function countCallsOf(driver: typeof pg): void {
  const { query: poolQuery } = driver.Pool.prototype;
  const { query: clientQuery } = driver.Client.prototype;
  driver.Pool.prototype.query = function query(this: pg.Pool, ...args: unknown[]) {
    count(args);
    return Reflect.apply(poolQuery, this, args);
  } as typeof poolQuery;
  driver.Client.prototype.query = function query(this: pg.Client, ...args: unknown[]) {
    // the pool asks its client with a callback, in whatever context the client came free in: that call is counted already
    if (typeof args.at(-1) !== 'function') count(args);
    return Reflect.apply(clientQuery, this, args);
  } as typeof clientQuery;
}
