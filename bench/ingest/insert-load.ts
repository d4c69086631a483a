import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { newId } from '#kernel/persistence/new-id.ts';
import { offer } from '../support/child.ts';

const CONNECTIONS = 8;

interface InsertLoad {
  readonly url: string;
  readonly bodyBytes: number;
  readonly seconds: number;
}

/** What pgbench would do: every connection inserts one row after the other, each a transaction of its own. */
offer({
  run: async ({ url, bodyBytes, seconds }: InsertLoad) => {
    const clients = Array.from({ length: CONNECTIONS }, () => new pg.Client({ connectionString: url }));
    await Promise.all(clients.map((client) => client.connect()));
    const body = randomBytes(bodyBytes);
    const latenciesMs: number[] = [];
    const startedAt = performance.now();
    const until = startedAt + seconds * 1000;
    await Promise.all(
      clients.map(async (client) => {
        for (let now = performance.now(); now < until; ) {
          await client.query({
            name: 'insert',
            text: 'insert into platform.inbound_log_copy (id, platform, body, received_at) values ($1, $2, $3, now())',
            values: [newId(), 'FACEBOOK', body],
          });
          const done = performance.now();
          latenciesMs.push(done - now);
          now = done;
        }
      }),
    );
    const elapsedMs = performance.now() - startedAt;
    await Promise.all(clients.map((client) => client.end()));
    return { latenciesMs, elapsedMs };
  },
});
