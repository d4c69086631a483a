import 'reflect-metadata';
import { ConfigError } from '#kernel/config/config-error.ts';

// Apollo's packages send usage to their maker unless told not to before they are loaded
process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';

/** Answers the exit code; null when the command goes on until it is told to stop. */
type Command = (args: string[], env: NodeJS.ProcessEnv) => Promise<number | null>;

// each command loads only what it needs: `parley token` is not to wait for a gateway
const commands: Record<string, { says: string; load: () => Promise<Command> }> = {
  dev: {
    says: 'everything on this machine alone, with a demo tenant (npm start)',
    load: async () => (await import('./commands/dev.ts')).dev,
  },
  serve: {
    says: 'production entry [--roles gateway,workers,conversations,leads,crm,ai,tenants] [--host 0.0.0.0]',
    load: async () => (await import('./commands/serve.ts')).serve,
  },
  token: {
    says: 'a development token --tenant acme --role reviewer [--member ID] [--scope a,b] [--ttl 8h]',
    load: async () => (await import('./commands/token.ts')).token,
  },
  simulate: {
    says: 'signed webhooks into the running system --rate 20 --platform facebook',
    load: async () => (await import('./commands/simulate.ts')).simulate,
  },
  tenant: {
    says: 'create | list | suspend | resume | erase',
    load: async () => (await import('./commands/tenant.ts')).tenant,
  },
  migrate: {
    says: 'brings the database and every tenant up to date',
    load: async () => (await import('./commands/migrate.ts')).migrate,
  },
  'dead-letters': {
    says: 'list [--tenant SLUG] | replay --ids A,B',
    load: async () => (await import('./commands/dead-letters.ts')).deadLetters,
  },
  'replay-decisions': {
    says: 'what another persona, knowledge, model or threshold makes of decided messages TENANT --persona FILE [--last 200] [--max-error 0.1] [--max-cost 2]',
    load: async () => (await import('./commands/replay-decisions.ts')).replayDecisions,
  },
  schema: {
    says: 'compose | check: schema/ from the code',
    load: async () => (await import('./commands/schema.ts')).schema,
  },
};

async function main([name, ...args]: string[]): Promise<number | null> {
  const command = name === undefined ? undefined : commands[name];
  if (!command) {
    const width = Math.max(...Object.keys(commands).map((each) => each.length));
    const lines = Object.entries(commands).map(([each, { says }]) => `  ${each.padEnd(width)}  ${says}`);
    process.stderr.write(`usage: parley <command>\n\n${lines.join('\n')}\n`);
    return name === undefined || name === 'help' || name === '--help' ? 0 : 2;
  }
  return (await command.load())(args, process.env);
}

try {
  const code = await main(process.argv.slice(2));
  if (code !== null) process.exitCode = code;
} catch (error) {
  // what the person at the keyboard can mend is told in words, everything else with its stack
  process.stderr.write(
    error instanceof ConfigError || isUsage(error)
      ? `${error.message}\n`
      : `${error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exitCode = 1;
}

function isUsage(error: unknown): error is Error {
  return (
    error instanceof Error &&
    (error.name === 'UsageError' || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') === true)
  );
}
