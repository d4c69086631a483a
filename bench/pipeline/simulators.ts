import { startSimulators } from '../../simulators/start-simulators.ts';
import { cpuMs, offer } from '../support/child.ts';
import { APP_SECRET, VERIFY_TOKEN } from '../support/facebook-webhook.ts';

offer({
  start: async (webhookUrl: string) => {
    const facebook = { webhookUrl, appSecret: APP_SECRET, verifyToken: VERIFY_TOKEN };
    return (await startSimulators({ port: 0, facebook })).port;
  },
  cpuMs,
});
