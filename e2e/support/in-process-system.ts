import { randomBytes } from 'node:crypto';
import { issueToken } from '#kernel/auth/issue-token.ts';
import { loadConfig } from '#kernel/config/config.ts';
import { withDevelopmentDefaults } from '#kernel/config/development-defaults.ts';
import type { Installation } from '#kernel/runtime/installation.ts';
import { createLogger } from '#kernel/telemetry/logger.ts';
import type { TenantId } from '#kernel/tenancy/tenant.ts';
import { createTestDatabase, type TestDatabase } from '#kernel/testing/test-database.ts';
import { acmeKnowledge } from '../../cli/demo/acme-knowledge.ts';
import { demoChannel, demoCrm, demoTenants } from '../../cli/demo/demo-tenants.ts';
import { startSystem } from '../../cli/start-system.ts';
import { startSimulators } from '../../simulators/start-simulators.ts';
import { addMember } from '../../subgraphs/tenants/member/add-member.ts';
import { Role } from '../../subgraphs/tenants/role/role.entity.ts';
import { createTenant } from '../../subgraphs/tenants/tenant/create-tenant.ts';
import { ApiClient } from './client.ts';

/** All of Parley in the process of the spec, on the test run's PostgreSQL, with simulators and one furnished tenant. */
export interface InProcessSystem {
  readonly url: string;
  readonly simulators: string;
  readonly installation: Installation;
  readonly tenant: TenantId;
  readonly page: string;
  /** Of the tenant's owner; with `scopes`, for these alone; for an hour unless said. */
  token(scopes?: readonly string[] | null, ttlSeconds?: number): Promise<string>;
  /** Of Rita, a reviewer beside her. */
  reviewerToken(): Promise<string>;
  /** Stops all of it and starts it again at the same address. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

// the service's logins belong to the whole server of a test run, so their passwords are the same in all its databases
const internalKeys = `test:${Buffer.alloc(32, 7).toString('base64')}`;
const [acme] = demoTenants;

export interface InProcessOptions {
  /** How long a decision can be taken back; unless said, not at all: a spec that approves does not wait. */
  readonly undoHoldMs?: number;
  /** Another than one of the test run's server. */
  readonly database?: TestDatabase;
}

export async function startInProcess({ undoHoldMs = 0, database: given }: InProcessOptions = {}): Promise<InProcessSystem> {
  if (!acme) throw new Error('the demo has no tenant');
  const webhooks = { appSecret: 'test-app-secret', verifyToken: 'test-verify-token' };
  const simulators = await startSimulators({
    port: 0,
    facebook: { ...webhooks, webhookUrl: 'http://127.0.0.1:9/webhooks/facebook' },
  });
  const database = given ?? (await createTestDatabase());
  const secrets = {
    jwtSecret: randomBytes(48).toString('base64url'),
    encryptionKeys: `test:${randomBytes(32).toString('base64')}`,
    internalKeys,
    facebookVerifyToken: webhooks.verifyToken,
  };
  const env = {
    NODE_ENV: 'test',
    PORT: '0',
    DATABASE_URL: database.ownerUrl,
    SIMULATORS_PORT: String(simulators.port),
    UNDO_HOLD_MS: String(undoHoldMs),
  };
  const config = loadConfig(withDevelopmentDefaults(env, secrets));
  const start = (port: number) =>
    startSystem({
      config: { ...config, http: { ...config.http, port } },
      logger: createLogger({ level: 'silent', name: 'test' }),
      host: '127.0.0.1',
    });
  let system = await start(0);
  const { platform, database: schemas } = system.installation;
  const tenant = await createTenant(platform, schemas.schemas, { slug: acme.slug, name: acme.name });
  await platform.transaction(platform.enter(tenant, { kind: 'system', id: 'e2e', scopes: new Set() }), async (tx) => {
    const role = await tx.em.findOneOrFail(Role, { name: 'owner' });
    await addMember(tx, { email: 'olivia@acme.example', displayName: 'Olivia Owner', role, subject: 'acme-owner' });
    const reviewer = await tx.em.findOneOrFail(Role, { name: 'reviewer' });
    await addMember(tx, { email: 'rita@acme.example', displayName: 'Rita Reviewer', role: reviewer, subject: 'acme-reviewer' });
  });
  const url = `http://127.0.0.1:${system.port}`;
  const issue = (role: string, scopes?: readonly string[] | null, ttlSeconds = 3_600): Promise<string> =>
    issueToken(
      { secret: secrets.jwtSecret, issuer: config.auth.issuer },
      { subject: `acme-${role}`, tenant: acme.slug, roles: [role], ttlSeconds, ...(scopes ? { scopes } : {}) },
    );
  const token: InProcessSystem['token'] = (scopes, ttlSeconds) => issue('owner', scopes, ttlSeconds);
  await furnish(new ApiClient(url, await token()));
  return {
    url,
    simulators: `http://127.0.0.1:${simulators.port}`,
    get installation() {
      return system.installation;
    },
    tenant,
    page: demoChannel(acme, 'FACEBOOK').accountId,
    token,
    reviewerToken: () => issue('reviewer'),
    restart: async () => {
      const { port } = system;
      await system.stop();
      system = await start(port);
    },
    close: async () => {
      await system.stop();
      await simulators.close();
      await database.drop();
    },
  };
}

async function furnish(owner: ApiClient): Promise<void> {
  // a spec that waits for an answer is not to get a review by the draw
  await owner.ask('mutation { updateAiSettings(input: { auditShare: 0 }) { autoReply } }');
  if (!acme) return;
  const [document] = acmeKnowledge;
  await owner.ask('mutation Add($title: String!, $text: String!) { addKnowledgeDocument(title: $title, text: $text) { id } }', {
    title: document?.title,
    text: document?.text,
  });
  await owner.ask('mutation Connect($input: ConnectCrmInput!) { connectCrm(input: $input) { id } }', {
    input: demoCrm(acme, 'SALESFORCE'),
  });
  await owner.ask('mutation Connect($input: ConnectChannelInput!) { connectChannel(input: $input) { id } }', {
    input: demoChannel(acme, 'FACEBOOK'),
  });
}
