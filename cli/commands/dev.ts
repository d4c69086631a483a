import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Config } from '#kernel/config/config.ts';
import { createLogger, type Logger } from '#kernel/telemetry/logger.ts';
import { demoToken } from '../demo/demo-token.ts';
import { seedDemo } from '../demo/seed-demo.ts';
import { loadDevelopmentConfig } from '../load-development-config.ts';
import { joinOrStartSimulators } from '../simulators-process.ts';
import { type System, startSystem } from '../start-system.ts';
import { stopOnSignal } from '../stop-on-signal.ts';
import { UsageError } from '../usage-error.ts';

/**
 * Everything on this machine alone: embedded PostgreSQL, all subgraphs and the gateway in this process, the simulated outside in
 * another, and demo tenants that have just been written to. Listens on loopback.
 */
export async function dev(_args: string[], env: NodeJS.ProcessEnv): Promise<null> {
  const config = loadDevelopmentConfig(env);
  if (config.mode === 'production') throw new UsageError('npm start is for one machine alone. In production: npx parley serve');
  mkdirSync(config.dataDir, { recursive: true });
  const logFile = join(config.dataDir, 'parley.log');
  const logger = createLogger(
    { level: config.logLevel, name: 'parley' },
    pino.destination({ dest: logFile, append: true, sync: true }),
  );

  const starting = startAll(config, logger);
  const stopped = stopOnSignal(async () => (await starting).stop(), logger);
  const { system, simulatorsUrl, stop } = await starting;
  const url = `http://127.0.0.1:${system.port}`;
  try {
    await seedDemo({
      installation: system.installation,
      url,
      simulatorsUrl,
      tokenOf: (subject, tenant) => demoToken(config, subject, tenant),
    });
  } catch (error) {
    // half a demo is no demo: the next start goes on where this one failed
    if (!stopped.aborted) {
      await stop();
      throw error;
    }
  }
  if (stopped.aborted) return null;
  const token = await demoToken(config, 'acme-owner', 'acme');
  process.stdout.write(`
Parley is running. People have just written to the demo shop "acme".

  Sign in     ${url}/#token=${token}
  Explorer    ${url}/explorer/#token=${token}
  GraphQL     ${url}/graphql     (POST, and WebSocket for subscriptions)
  Simulators  ${simulatorsUrl}     (GET /facebook/_journal shows what was posted)
  Log         ${logFile}

  Token       ${token}
              acme's owner, for 12 hours; others: npx parley token --tenant globex --role reviewer
  Write in    npx parley simulate --rate 2 --seconds 10 --platform facebook

Ctrl-C stops it. The data stays in ${config.dataDir}.
`);
  return null;
}

async function startAll(
  config: Config,
  logger: Logger,
): Promise<{ system: System; simulatorsUrl: string; stop(): Promise<void> }> {
  const simulators = await joinOrStartSimulators(config);
  try {
    const system = await startSystem({ config, logger, host: '127.0.0.1' });
    return {
      system,
      simulatorsUrl: simulators.url,
      stop: async () => {
        try {
          await system.stop();
        } finally {
          await simulators.stop();
        }
      },
    };
  } catch (error) {
    await simulators.stop();
    throw (error as { code?: string }).code === 'EADDRINUSE' ? portTaken(config) : error;
  }
}

const portTaken = ({ http, dataDir }: Config): UsageError =>
  new UsageError(
    `Port ${http.port} is in use. If Parley runs there already, open http://127.0.0.1:${http.port}; to start a second process that joins the data in ${dataDir}, set PORT to a free port.`,
  );
