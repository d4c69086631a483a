import { expect, it, onTestFinished, vi } from 'vitest';
import { makeTestInstallation } from '../../testing/test-installation.ts';
import { Sequencer } from './sequencer.ts';

it('drops what the feed no longer keeps, however much of it there is', async () => {
  const fixture = await makeTestInstallation([]);
  onTestFinished(() => fixture.close());
  const { database, leadership, wakeUps, platform } = fixture.installation;
  await fixture.asOwner(
    `insert into platform.event (id, tenant, type, version, key, lane, data, published_at, position)
     select gen_random_uuid(), '${fixture.tenants[0]}', 'old', 1, 'k', 1, '{}', now() - interval '1 day', n from generate_series(1, 5000) n`,
  );
  const sequencer = new Sequencer({
    database,
    leadership,
    wakeUps,
    logger: platform.logger,
    retentionMs: 3_600_000,
    isWatched: () => true,
  });
  onTestFinished(() => sequencer.close());
  sequencer.start(25);
  await vi.waitFor(async () => expect((await platform.platform.query('select from platform.event limit 1')).rowCount).toBe(0), {
    timeout: 15_000,
    interval: 25,
  });
});
