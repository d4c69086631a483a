import { describe, expect, test } from 'vitest';
import { refuseImport, resolveImport } from './boundaries.ts';

describe('what may import what', () => {
  test.each([
    ['gateway/limits/limit-depth.ts', 'kernel/errors/public-error.ts'],
    ['gateway/serve.ts', 'schema/supergraph.graphql'],
    ['subgraphs/leads/subgraph.ts', 'subgraphs/leads/lead/lead.resolver.ts'],
    ['subgraphs/leads/lead/lead.resolver.ts', 'subgraphs/leads/lead/override-score.ts'],
    ['subgraphs/leads/consumers/on-message-scored.ts', 'schema/events/message-scored.v1.ts'],
    ['subgraphs/crm/lead-link/sync-lead.ts', 'subgraphs/crm/connectors/crm-port.ts'],
    ['subgraphs/crm/connectors/salesforce.ts', 'subgraphs/crm/lead-link/lead-link.entity.ts'],
    ['kernel/messaging/claim-slots.ts', 'kernel/persistence/transaction.ts'],
    ['kernel/errors/a.ts', 'kernel/errors/b.ts'],
    ['kernel/tenancy/role-guard.spec.ts', 'kernel/testing/test-database.ts'],
    ['subgraphs/crm/connectors/salesforce.spec.ts', 'simulators/salesforce/serve.ts'],
    ['subgraphs/leads/testing/make-lead.ts', 'kernel/testing/test-tenant.ts'],
    ['subgraphs/leads/lead/list-leads.spec.ts', 'subgraphs/leads/testing/make-lead.ts'],
    ['schema/events/message-scored.v1.ts', 'kernel/messaging/event-contract.ts'],
    ['schema/compose.ts', 'subgraphs/leads/subgraph.ts'],
    ['simulators/facebook/serve.ts', 'simulators/harness/journal.ts'],
    ['cli/dev.ts', 'simulators/facebook/serve.ts'],
    ['bench/run.ts', 'kernel/testing/test-database.ts'],
    ['e2e/main-job.spec.ts', 'cli/dev.ts'],
    ['vitest.config.ts', 'kernel/testing/setup.ts'],
  ])('%s may import %s', (from, to) => {
    expect(refuseImport(from, to)).toBeUndefined();
  });

  test.each([
    ['gateway/serve.ts', 'subgraphs/leads/subgraph.ts', /gateway imports kernel and schema only/],
    ['gateway/explorer/main.ts', 'kernel/errors/public-error.ts', /browser/],
    ['subgraphs/leads/lead/score-lead.ts', 'subgraphs/ai/run/run.entity.ts', /by event and entity key/],
    ['subgraphs/leads/subgraph.ts', 'gateway/serve.ts', /kernel and schema only/],
    ['subgraphs/crm/connectors/salesforce.ts', 'simulators/salesforce/serve.ts', /kernel and schema only/],
    ['kernel/runtime/serve.ts', 'subgraphs/leads/subgraph.ts', /nothing of ours/],
    ['kernel/runtime/serve.ts', 'schema/events/lead-scored.v1.ts', /nothing of ours/],
    ['kernel/persistence/transaction.ts', 'kernel/messaging/publish.ts', /to the right/],
    ['kernel/persistence/transaction.spec.ts', 'kernel/messaging/publish.ts', /to the right/],
    ['kernel/plumbing/pipe.ts', 'kernel/errors/a.ts', /not a room/],
    ['kernel/runtime/serve.ts', 'kernel/testing/test-database.ts', /specs, bench and e2e/],
    ['cli/dev.ts', 'kernel/testing/test-database.ts', /specs, bench and e2e/],
    ['kernel/messaging/event-log.ts', 'kernel/messaging/event-log.contract.ts', /only a suite/],
    ['subgraphs/leads/lead/list-leads.ts', 'subgraphs/leads/testing/make-lead.ts', /only a suite/],
    ['kernel/testing/test-tenant.ts', 'schema/events/lead-scored.v1.ts', /nothing of ours/],
    ['schema/events/lead-scored.v1.ts', 'kernel/crypto/seal.ts', /event-contract\.ts only/],
    ['schema/events/lead-scored.v1.ts', 'subgraphs/leads/lead/lead.entity.ts', /event-contract\.ts only/],
    ['simulators/facebook/serve.ts', 'kernel/telemetry/logger.ts', /nothing of ours/],
    ['console/leads/list.ts', 'kernel/errors/public-error.ts', /schema only/],
    ['tools/check.ts', 'kernel/config/config.ts', /nothing of ours/],
    ['subgraphs/ai/review/approve-review.ts', 'subgraphs/ai/review/review.resolver.ts', /are doors/],
    ['subgraphs/ai/review/review.entity.ts', 'subgraphs/ai/consumers/on-message-received.ts', /are doors/],
    ['subgraphs/ai/review/review.repository.ts', 'subgraphs/ai/tasks/expire-reviews.ts', /are doors/],
    ['subgraphs/ai/connectors/openai.ts', 'subgraphs/ai/review/review.resolver.ts', /are doors/],
    ['subgraphs/ai/review/review.resolver.ts', 'subgraphs/ai/run/run.resolver.ts', /share a use case/],
    ['subgraphs/ai/tasks/expire-reviews.ts', 'subgraphs/ai/consumers/on-reply-refused.ts', /share a use case/],
    ['subgraphs/ai/review/review.resolver.ts', 'subgraphs/ai/review/review.repository.ts', /no query/],
    ['subgraphs/ai/consumers/on-message-received.ts', 'subgraphs/ai/connectors/openai.ts', /through a use case/],
    ['subgraphs/ai/review/approve-review.ts', 'subgraphs/ai/subgraph.ts', /nothing in the subgraph imports it/],
  ])('%s must not import %s', (from, to, reason) => {
    expect(refuseImport(from, to)).toMatch(reason);
  });

  test('an alias and a relative path to the same file are the same file, and a package is none of ours', () => {
    expect(resolveImport('kernel/runtime/serve.ts', '../errors/public-error.ts')).toBe('kernel/errors/public-error.ts');
    expect(resolveImport('subgraphs/ai/subgraph.ts', '#kernel/errors/public-error.ts')).toBe('kernel/errors/public-error.ts');
    expect(resolveImport('subgraphs/ai/subgraph.ts', 'graphql')).toBeUndefined();
  });
});
