import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiClient } from './support/client.ts';
import { type StartedSystem, startSystem } from './support/system.ts';

describe('npm start that is interrupted', () => {
  let system: StartedSystem;
  beforeAll(async () => {
    system = await startSystem();
  }, 120_000);
  afterAll(() => system?.close(), 30_000);

  const interruptMs = async (): Promise<number> => {
    const startedAt = performance.now();
    expect(await system.interrupt()).toBe(0);
    return performance.now() - startedAt;
  };

  it('ends with its database and its simulators, at once and although a client keeps its connection', async () => {
    const aloneMs = await interruptMs();
    await system.restart();
    const owner = new ApiClient(system.url, await system.token('acme-owner'));
    const live = owner.subscribe('subscription { leadScored { cursor } }');
    await live.open;
    expect((await owner.post('{ session { eventCursor } }')).status).toBe(200);
    // against a stop on the same machine that no client is there for
    expect(await interruptMs()).toBeLessThan(aloneMs + 2_000);
    expect(existsSync(join(system.dataDir, 'postgres', 'data', 'postmaster.pid'))).toBe(false);
    await expect(fetch(`${system.simulators}/facebook/_journal`)).rejects.toThrow();
    await live.cut();
  });

  it('goes on with the same data when it is started again', async () => {
    await system.restart();
    const owner = new ApiClient(system.url, await system.token('acme-owner'));
    const { runs } = await owner.ask('{ runs { nodes { status } } }');
    expect(runs.nodes.length).toBeGreaterThan(0);
    // the simulators began anew and know no subscriptions: the heartbeat finds that and makes them again
    await expect
      .poll(async () => (await owner.ask('{ channels { status } }'))['channels'], { timeout: 60_000, interval: 500 })
      .toEqual(Array.from({ length: 4 }, () => ({ status: 'CONNECTED' })));
  }, 90_000);
});
