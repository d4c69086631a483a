import { parseArgs } from 'node:util';
import { PublicError } from '#kernel/errors/public-error.ts';
import { createLogger } from '#kernel/telemetry/logger.ts';
import { passes } from '../../subgraphs/ai/learning/decision-replay.type.ts';
import type { Replay } from '../../subgraphs/ai/learning/replay-decisions.ts';
import { replayOfTenant } from '../../subgraphs/ai/learning/replay-of-tenant.ts';
import { findActiveTenantId } from '../../subgraphs/tenants/tenant/find-tenant.ts';
import { loadDevelopmentConfig } from '../load-development-config.ts';
import { openInstallation } from '../start-system.ts';
import { UsageError } from '../usage-error.ts';

const USAGE =
  'usage: parley replay-decisions --tenant SLUG (--threshold 0.85 | --target-error 0.05) [--last 200] [--max-error 0.1]';
const SHOWN = 20;

/** Exit code 1 where a largest error is asked for and the decisions do not show that it holds: a step before a change goes live. */
export async function replayDecisions(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      tenant: { type: 'string' },
      threshold: { type: 'string' },
      'target-error': { type: 'string' },
      last: { type: 'string', default: '200' },
      'max-error': { type: 'string' },
    },
  });
  const slug = values.tenant;
  if (slug === undefined) throw new UsageError(USAGE);
  const proposal = { threshold: numberOf(values.threshold), targetError: numberOf(values['target-error']) };
  const [last, maxError] = [Number(values.last), numberOf(values['max-error'])];
  const config = loadDevelopmentConfig(env);
  const { installation, close } = await openInstallation(config, createLogger({ level: 'warn', name: 'parley' }));
  try {
    const { platform } = installation;
    const tenant = await findActiveTenantId(platform.platform, slug);
    if (!tenant || !(await platform.learn(tenant)))
      throw new UsageError(`There is no tenant ${slug}. Tenants: npx parley tenant list`);
    const ctx = platform.enter(tenant, { kind: 'system', id: 'parley replay-decisions', scopes: new Set() });
    const replay = await replayOfTenant(ctx, proposal, last);
    process.stdout.write(table(replay));
    if (maxError === null) return 0;
    const ok = passes(replay, maxError);
    process.stdout.write(ok ? 'passes\n' : `does not pass: the error may be above ${percent(maxError)}\n`);
    return ok ? 0 : 1;
  } catch (error) {
    if (error instanceof PublicError) throw new UsageError(`${error.message}\n${USAGE}`);
    throw error;
  } finally {
    await close();
  }
}

/** NaN is refused by who is asked. */
const numberOf = (text: string | undefined): number | null => (text === undefined ? null : Number(text));

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

function table({ decisions, threshold, now, proposed, errorUpper, flips, costUsd, latencyP95Ms }: Replay): string {
  const share = (count: number): string => (decisions === 0 ? '-' : percent(count / decisions));
  const row = (name: string, { sent, errors }: Replay['now']): string =>
    `${name.padEnd(10)}${String(sent).padStart(6)}${share(sent).padStart(10)}${String(errors).padStart(8)}`;
  const lines = [
    `${decisions} decisions, threshold ${threshold ?? 'none: nothing goes out unseen'}`,
    `${''.padEnd(10)}${'sent'.padStart(6)}${'share'.padStart(10)}${'errors'.padStart(8)}`,
    row('in force', now),
    row('proposed', proposed),
    `error at most ${percent(errorUpper)} (95 %); cost ${costUsd.toFixed(4)} USD; latency p95 ${latencyP95Ms ?? '-'} ms`,
    `${flips.length} go another way${flips.length > SHOWN ? `, the latest ${SHOWN}` : ''}`,
    ...flips
      .slice(0, SHOWN)
      .map(
        ({ runId, intent, confidence, sentThen, unchanged }) =>
          `  ${runId}  ${(intent ?? '-').padEnd(9)}  ${confidence.toFixed(3)}  ${sentThen ? 'now sent' : 'now reviewed'}  ${unchanged ? 'was fine' : 'was changed or rejected'}`,
      ),
  ];
  return `${lines.join('\n')}\n`;
}
