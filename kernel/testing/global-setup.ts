import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../persistence/embedded-postgres.ts';
import { createLogger } from '../telemetry/logger.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

/** One real PostgreSQL a test run; each test file makes databases of its own in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'parley-test-'));
  const postgres = await startEmbeddedPostgres({
    dataDir,
    logger: createLogger({ level: 'silent', name: 'test' }),
    // a test run's data need not survive the machine
    settings: { fsync: 'off', full_page_writes: 'off', max_connections: '200' },
  });
  project.provide('postgresUrl', postgres.url());
  return async () => {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}
