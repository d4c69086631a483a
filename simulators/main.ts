import { parseArgs } from 'node:util';
import { startSimulators } from './start-simulators.ts';

const parentPollMs = 1_000;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4010' },
    'webhooks-url': { type: 'string', default: 'http://127.0.0.1:4000/webhooks' },
    'parent-pid': { type: 'string' },
    seed: { type: 'string' },
  },
});

// from the environment and not as arguments, which every user of the machine can list
const given = (name: string): string => process.env[name]?.trim() || 'simulated';
const webhookUrl = (platform: string): string => `${values['webhooks-url']}/${platform}`;

const meta = { appSecret: given('FACEBOOK_APP_SECRET'), verifyToken: given('FACEBOOK_VERIFY_TOKEN') };
const simulators = await startSimulators({
  port: Number(values.port),
  facebook: { webhookUrl: webhookUrl('facebook'), ...meta },
  instagram: { webhookUrl: webhookUrl('instagram'), ...meta, appSecret: given('INSTAGRAM_APP_SECRET') },
  x: { webhookUrl: webhookUrl('x'), consumerSecret: given('X_CONSUMER_SECRET') },
  linkedin: { webhookUrl: webhookUrl('linkedin'), clientSecret: given('LINKEDIN_CLIENT_SECRET') },
  ...(values.seed === undefined ? {} : { seed: Number(values.seed) }),
});
process.stdout.write(`simulators listening on http://127.0.0.1:${simulators.port}\n`);

const stop = (): void => void simulators.close().then(() => process.exit(0));
process.once('SIGTERM', stop);
process.once('SIGINT', stop);

// A parent that was killed hard sends no signal; without this the port would stay taken by nobody's child.
const parentPid = values['parent-pid'];
if (parentPid !== undefined) {
  setInterval(() => {
    if (!isAlive(Number(parentPid))) stop();
  }, parentPollMs).unref();
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
