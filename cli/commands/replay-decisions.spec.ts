import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#kernel/testing/test-database.ts';
import { replayDecisions } from './replay-decisions.ts';
import { tenant } from './tenant.ts';

let database: TestDatabase;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  database = await createTestDatabase();
  env = {
    DATABASE_URL: database.ownerUrl,
    INTERNAL_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
    LOG_LEVEL: 'silent',
  };
  await said(() => tenant(['create', '--slug', 'acme', '--name', 'Acme', '--owner-email', 'ada@acme.example'], env));
});
afterAll(() => database.drop());

async function said(work: () => Promise<unknown>): Promise<string> {
  const lines: string[] = [];
  const written = vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
  try {
    await work();
  } finally {
    written.mockRestore();
  }
  return lines.join('');
}

it('what a tenant without decisions is asked is answered and passes nothing, and what makes no sense is told in words', async () => {
  const asked = (...args: string[]) => replayDecisions(args, env);
  const answer = await said(() => asked('acme', '--threshold', '0.85', '--max-error', '0.05'));
  expect(answer).toContain('0 decisions, threshold 0.85');
  // nothing shows that it holds
  expect(answer).toContain('does not pass');
  await expect(asked('--tenant', 'acme')).rejects.toThrow('Propose something');
  await expect(asked('--tenant', 'acme', '--threshold', 'high')).rejects.toThrow('a number from 0 to 1');
  await expect(asked('--tenant', 'nobody', '--threshold', '0.8')).rejects.toThrow('There is no tenant nobody');
});

it('a persona and a folder of knowledge are read from files, and nothing of them is stored', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'replay-'));
  try {
    await writeFile(join(folder, 'delivery.md'), '# Delivery\n\nDelivery costs 4.90 euros.\n');
    await writeFile(join(folder, 'notes.json'), '{}');
    const persona = join(folder, 'persona.txt');
    await writeFile(persona, 'Signs as Mia from Acme.');
    const answer = await said(() => replayDecisions(['acme', '--persona', persona, '--knowledge', folder], env));
    expect(answer).toContain('0 decisions');
    await expect(replayDecisions(['acme', '--without', 'Delivery'], env)).rejects.toThrow('There is no document Delivery');
    await expect(replayDecisions(['acme', '--knowledge', join(folder, 'none')], env)).rejects.toThrow('is not there');
    await expect(replayDecisions(['acme', '--persona', join(folder, 'none')], env)).rejects.toThrow('cannot be read');
    await expect(replayDecisions(['acme', '--models', join(folder, 'notes.json')], env)).rejects.toThrow('not as it should be');
  } finally {
    await rm(folder, { recursive: true });
  }
});
