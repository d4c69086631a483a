import pg from 'pg';
import { startEmbeddedPostgres } from '#kernel/persistence/embedded-postgres.ts';
import { createLogger } from '#kernel/telemetry/logger.ts';

/**
 * What was decided is moved to the days before, some to each: no door lets anybody say when something happened, and charts of one day
 * show nothing. What still waits stays where it is, and so does all that conversations and leads say.
 */
export async function spreadOverWeek(dataDir: string): Promise<void> {
  const postgres = await startEmbeddedPostgres({ dataDir, logger: createLogger({ level: 'silent', name: 'pictures' }) });
  const client = new pg.Client({ connectionString: postgres.url() });
  try {
    await client.connect();
    const { rows } = await client.query(`select schemaname as name from pg_tables where tablename = 'model_call'`);
    for (const { name } of rows) {
      const schema = client.escapeIdentifier(name);
      await client.query(
        `with moved as (
           update ${schema}.run r set created_at = r.created_at - days.back
           from (select id, (('x' || substr(md5(id::text), 1, 6))::bit(24)::int % 7) * interval '1 day' as back from ${schema}.run
                 where status not in ('RUNNING', 'IN_REVIEW')) days
           where days.id = r.id returning r.id, days.back
         ), decided as (
           update ${schema}.review v set decided_at = v.decided_at - moved.back from moved where v.run_id = moved.id
         )
         update ${schema}.model_call c set at = c.at - moved.back from moved where c.run_id = moved.id`,
      );
    }
  } finally {
    await client.end();
    await postgres.stop();
  }
}
