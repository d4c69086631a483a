import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#kernel/testing/test-database.ts';
import { type Simulators, startSimulators } from '../../simulators/start-simulators.ts';
import { runStorm } from './spend-storm.ts';

let database: TestDatabase;
let simulators: Simulators;
beforeAll(async () => {
  [database, simulators] = await Promise.all([createTestDatabase(), startSimulators({ port: 0, seed: 3 })]);
});
afterAll(() => Promise.all([database.drop(), simulators.close()]));

it('what the vendor bills is never above the budget, with calls of several processes at once and one of them killed', async () => {
  const simulatorsUrl = `http://127.0.0.1:${simulators.port}`;
  await fetch(`${simulatorsUrl}/openai/_latencies`, { method: 'PUT', body: JSON.stringify({ p50Ms: 100, p95Ms: 250, seed: 1 }) });
  const storm = await runStorm({
    ...{ databaseUrl: database.ownerUrl, simulatorsUrl },
    // less than they ask for, with what the dead leave behind
    ...{ budgetUsd: 0.035, processes: 2, calls: 100, kills: 1 },
  });
  expect(storm.billed).toBeLessThanOrEqual(storm.spent);
  expect(storm.spent).toBeLessThanOrEqual(storm.budget);
  expect(storm.most).toBeLessThanOrEqual(storm.budget);
  expect(storm).toMatchObject({ reserved: 0, failed: 0 });
  expect(storm.leftBehind).toBeGreaterThan(0);
  expect(storm.billedCalls).toBeGreaterThan(0);
  expect(storm.refused).toBeGreaterThan(0);
}, 60_000);
