import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { facebookSurface } from './facebook/facebook-surface.ts';
import { createGemini } from './gemini/gemini-simulator.ts';
import { seededRandom } from './harness/seeded-random.ts';
import { type ServeRequest, serveService } from './harness/serve-service.ts';
import { writeAnswer } from './harness/write-answer.ts';
import { createHubspot } from './hubspot/hubspot-simulator.ts';
import { instagramSurface } from './instagram/instagram-surface.ts';
import type { LinkedInOptions } from './linkedin/linkedin-settings.ts';
import { createLinkedIn } from './linkedin/linkedin-simulator.ts';
import type { MetaOptions } from './meta/meta-settings.ts';
import { createMeta } from './meta/meta-simulator.ts';
import { createOpenAi } from './openai/openai-simulator.ts';
import { createPinecone } from './pinecone/pinecone-simulator.ts';
import { createSalesforce } from './salesforce/salesforce-simulator.ts';
import type { XOptions } from './x/x-settings.ts';
import { createX } from './x/x-simulator.ts';

export interface SimulatorsOptions {
  /** 0 takes any free port. */
  port: number;
  /** What is not said is as the tests know it, and webhooks go nowhere. */
  facebook?: Partial<MetaOptions>;
  instagram?: Partial<MetaOptions>;
  linkedin?: Partial<LinkedInOptions>;
  x?: Partial<XOptions>;
  /** The same seed gives the same ids and tokens. */
  seed?: number;
}

const NOWHERE = 'http://127.0.0.1:9/webhooks';
const metaDefaults = { appSecret: 'test-app-secret', verifyToken: 'test-verify-token' };
const metaOptions = (name: string, given: Partial<MetaOptions> | undefined): MetaOptions => ({
  webhookUrl: `${NOWHERE}/${name}`,
  ...metaDefaults,
  ...given,
});

export interface Simulators {
  port: number;
  close(): Promise<void>;
}

/** Every outside service on one port of this machine, each under a path prefix of its name. */
export async function startSimulators(options: SimulatorsOptions): Promise<Simulators> {
  let port = options.port;
  const origin = (): string => `http://127.0.0.1:${port}`;
  const random = seededRandom(options.seed);
  const services = [
    createMeta(facebookSurface, metaOptions('facebook', options.facebook), origin, random),
    createMeta(instagramSurface, metaOptions('instagram', options.instagram), origin, random),
    createLinkedIn({ webhookUrl: `${NOWHERE}/linkedin`, clientSecret: 'test-client-secret', ...options.linkedin }, random),
    createX({ webhookUrl: `${NOWHERE}/x`, consumerSecret: 'test-consumer-secret', ...options.x }, random),
    createSalesforce(origin, random),
    createPinecone(origin, random),
    createHubspot(random),
    createOpenAi(random),
    createGemini(random),
  ];
  const closing = new AbortController();
  const serveByName = new Map<string, ServeRequest>(
    services.map((service) => [service.name, serveService(service, closing.signal)]),
  );

  const server = createServer((request, response) => {
    const url = URL.parse(request.url ?? '/', origin());
    const path = url && decodesCleanly(url.pathname) ? url.pathname : '';
    const [, name = '', rest = ''] = /^\/([^/]*)(.*)$/.exec(path) ?? [];
    const serve = serveByName.get(name);
    if (url && serve) void serve(request, response, rest || '/', url.searchParams);
    else writeAnswer(response, { status: name === '' ? 200 : 404, body: { services: [...serveByName.keys()] } });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port, '127.0.0.1', resolve);
  });
  port = (server.address() as AddressInfo).port;

  return {
    port,
    close: () => {
      closing.abort();
      for (const service of services) service.close();
      return new Promise((resolve) => {
        server.close(() => resolve());
        // Hung calls and idle keep-alive sockets would otherwise hold the process.
        server.closeAllConnections();
      });
    },
  };
}

function decodesCleanly(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
