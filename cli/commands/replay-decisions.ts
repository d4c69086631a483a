import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { Config } from '#kernel/config/config.ts';
import { PublicError } from '#kernel/errors/public-error.ts';
import { createLogger } from '#kernel/telemetry/logger.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { TenantCatalogues } from '../../subgraphs/ai/catalogue/tenant-catalogues.ts';
import { chooseVectors } from '../../subgraphs/ai/connectors/choose-vectors.ts';
import { modelProvider } from '../../subgraphs/ai/connectors/model-providers.ts';
import { ModelsFileError, readModels } from '../../subgraphs/ai/connectors/models-file.ts';
import { chooseSentenceEncoder } from '../../subgraphs/ai/connectors/sentence-encoder/choose-sentence-encoder.ts';
import type { SentenceEncoder } from '../../subgraphs/ai/connectors/sentence-encoder/sentence-encoder.ts';
import { TenantClassifiers } from '../../subgraphs/ai/learning/tenant-classifiers.ts';
import type { ProposalInput } from '../../subgraphs/ai/replay/proposal.ts';
import { findReplayOrFail, type ReplayRow } from '../../subgraphs/ai/replay/replay-row.ts';
import { startDecisionReplay } from '../../subgraphs/ai/replay/start-decision-replay.ts';
import { LEASE_MS, workOnReplay } from '../../subgraphs/ai/replay/work-on-replay.ts';
import { findActiveTenantId } from '../../subgraphs/tenants/tenant/find-tenant.ts';
import { loadDevelopmentConfig } from '../load-development-config.ts';
import { openInstallation } from '../start-system.ts';
import { UsageError } from '../usage-error.ts';
import { readKnowledgeFiles } from './replay-decisions/read-knowledge-files.ts';
import { replayTable } from './replay-decisions/replay-table.ts';

const USAGE = `usage: parley replay-decisions TENANT [--persona FILE] [--models FILE] [--knowledge FILE_OR_FOLDER] [--without TITLE]
       [--threshold 0.85 | --target-error 0.05] [--last 200] [--max-error 0.1] [--max-cost 1.50]`;
const TURN_MS = 10_000;
/** While no model answers. */
const PAUSE_MS = 3_000;

/** Exit code 1 where it fails, or a largest error is asked for and the decisions do not show that it holds: a step before a change goes live. */
export async function replayDecisions(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      tenant: { type: 'string' },
      persona: { type: 'string' },
      models: { type: 'string' },
      knowledge: { type: 'string', multiple: true, default: [] },
      without: { type: 'string', multiple: true, default: [] },
      threshold: { type: 'string' },
      'target-error': { type: 'string' },
      last: { type: 'string', default: '200' },
      'max-error': { type: 'string' },
      'max-cost': { type: 'string', default: '0' },
    },
  });
  const slug = positionals[0] ?? values.tenant;
  if (slug === undefined || positionals.length > 1) throw new UsageError(USAGE);
  const config = loadDevelopmentConfig(env);
  const models = values.models === undefined ? null : modelsOf(config, values.models);
  const persona = values.persona === undefined ? null : textOf(values.persona);
  const { installation, close } = await openInstallation(config, createLogger({ level: 'warn', name: 'parley' }));
  let closeEncoder: (() => Promise<void> | void) | null = null;
  try {
    const { platform } = installation;
    const tenant = await findActiveTenantId(platform.platform, slug);
    if (!tenant || !(await platform.learn(tenant)))
      throw new UsageError(`There is no tenant ${slug}. Tenants: npx parley tenant list`);
    const enter = (): Ctx => platform.enter(tenant, { kind: 'system', id: 'parley replay-decisions', scopes: new Set() });
    const proposal: ProposalInput = {
      persona,
      threshold: numberOf(values.threshold),
      targetError: numberOf(values['target-error']),
      knowledge: await readKnowledgeFiles(enter(), values.knowledge, values.without),
      otherModels: models !== null,
    };
    const numbers = {
      last: Number(values.last),
      maxErrorRate: numberOf(values['max-error']),
      maxCostUsd: Number(values['max-cost']),
    };
    const encoder = chooseSentenceEncoder(config);
    closeEncoder = () => encoder.close();
    // it takes seconds to load, and a threshold alone needs none
    if (persona !== null || models !== null || values.knowledge.length > 0 || values.without.length > 0) encoder.start(platform);
    const replay = await replayed(
      enter,
      { models: models ?? modelProvider(config), vectors: chooseVectors(config, encoder), encoder },
      { ...proposal, ...numbers },
    );
    process.stdout.write(replayTable(replay));
    return replay.status === 'DONE' && replay.passes !== false ? 0 : 1;
  } catch (error) {
    if (error instanceof PublicError) throw new UsageError(`${error.message}\n${USAGE}`);
    throw error;
  } finally {
    await closeEncoder?.();
    await close();
  }
}

/** This process works on it; a server beside it takes it over where this one stops, unless only this one has its models. */
async function replayed(
  enter: () => Ctx,
  tools: Parameters<typeof startDecisionReplay>[1] & { readonly encoder: SentenceEncoder },
  order: Parameters<typeof startDecisionReplay>[2],
): Promise<ReplayRow> {
  const ctx = enter();
  let lease: Date | null = new Date(ctx.clock.now().getTime() + LEASE_MS);
  const { id } = await startDecisionReplay(ctx, tools, { ...order, leaseUntil: lease });
  const classifiers = new TenantClassifiers(tools.encoder);
  // only what is read again is classified again
  if (order.otherModels) await classifiers.refresh(ctx);
  const worker = { ...tools, classifiers, catalogues: new TenantCatalogues(), searches: new Map() };
  for (;;) {
    const replay = await findReplayOrFail(enter(), id);
    if (replay.status !== 'RUNNING') return replay;
    const before = replay.done;
    if (lease) lease = await workOnReplay(enter(), worker, id, lease, TURN_MS);
    const { status, done } = await findReplayOrFail(enter(), id);
    if (status === 'RUNNING' && done === before) await delay(PAUSE_MS);
  }
}

function modelsOf(config: Config, file: string): ReturnType<typeof modelProvider> {
  try {
    return modelProvider(config, readModels(pathToFileURL(resolve(file))));
  } catch (error) {
    if (error instanceof ModelsFileError) throw new UsageError(error.message);
    throw error;
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`${file} cannot be read.`);
  }
}

/** NaN is refused by who is asked. */
const numberOf = (text: string | undefined): number | null => (text === undefined ? null : Number(text));
