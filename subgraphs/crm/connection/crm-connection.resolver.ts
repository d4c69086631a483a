import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import { DateTime, Json } from '#kernel/graph/scalars.ts';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import type { CrmMeans } from '../crm-means.ts';
import { CrmReconciliation, lastReconciliationOf } from '../reconciliation/crm-reconciliation.type.ts';
import { reconcileCrm } from '../reconciliation/reconcile-crm.ts';
import { connectCrm } from './connect-crm.ts';
import { ConnectCrmInput } from './connect-crm-input.ts';
import { CrmConnection } from './crm-connection.entity.ts';
import { disconnectCrm } from './disconnect-crm.ts';
import { listConnections } from './list-connections.ts';
import { readLastSync } from './read-last-sync.ts';
import { updateCrmConnection } from './update-crm-connection.ts';

@Resolver(() => CrmConnection)
export class CrmConnectionResolver {
  readonly #means: CrmMeans;

  constructor(means: CrmMeans) {
    this.#means = means;
  }

  @Query(() => [CrmConnection], { description: 'Every CRM that was connected, in that order; disconnected ones are among them.' })
  @RequiresScopes([['crm:read']])
  crmConnections(@Ctx() ctx: GraphContext): Promise<CrmConnection[]> {
    return listConnections(ctx);
  }

  @Mutation(() => CrmConnection, {
    description: 'Connects a CRM. The credentials and every field that would be written are checked with the CRM first.',
  })
  @RequiresScopes([['crm:manage']])
  connectCrm(
    @Ctx() ctx: GraphContext,
    @Arg('input', () => ConnectCrmInput) input: ConnectCrmInput,
    @Arg('idempotencyKey', () => String, {
      nullable: true,
      description: 'The same key again answers the connection that it made.',
    })
    idempotencyKey: string | null,
  ): Promise<CrmConnection> {
    return connectCrm(ctx, this.#means, (work) => ctx.transaction(work), input, idempotencyKey ?? null);
  }

  @Mutation(() => CrmConnection, {
    description:
      'Changes what is given. New credentials are checked with the CRM first and connect a disconnected CRM again; a new mapping holds for what is written from now on.',
  })
  @RequiresScopes([['crm:manage']])
  updateCrmConnection(
    @Ctx() ctx: GraphContext,
    @Arg('id', () => ID) id: string,
    @Arg('displayName', () => String, { nullable: true }) displayName: string | null,
    @Arg('credentials', () => Json, { nullable: true }) credentials: unknown,
    @Arg('fieldMapping', () => Json, { nullable: true }) fieldMapping: unknown,
  ): Promise<CrmConnection> {
    return updateCrmConnection(ctx, this.#means, (work) => ctx.transaction(work), id, { displayName, credentials, fieldMapping });
  }

  @Mutation(() => CrmConnection, {
    description: 'Writes nothing more to the CRM and forgets its credentials. What was written stays there.',
  })
  @RequiresScopes([['crm:manage']])
  disconnectCrm(@Ctx() ctx: GraphContext, @Arg('id', () => ID) id: string): Promise<CrmConnection> {
    return disconnectCrm(ctx, this.#means, (work) => ctx.transaction(work), id);
  }

  @Mutation(() => CrmReconciliation, {
    description:
      'Compares the leads that were written to a CRM with what it has now, and reports; writes nothing there. Takes 20 seconds at most: where that is not enough for all leads, the next call goes on from there.',
  })
  @RequiresScopes([['crm:manage']])
  async reconcileCrm(
    @Ctx() ctx: GraphContext,
    @Arg('connectionId', () => ID) connectionId: string,
  ): Promise<CrmReconciliation | null> {
    return lastReconciliationOf(await reconcileCrm(ctx, this.#means, (work) => ctx.transaction(work), connectionId));
  }

  @FieldResolver(() => CrmReconciliation, {
    nullable: true,
    description: 'What the latest `reconcileCrm` found; null before the first.',
  })
  lastReconciliation(@Root() connection: CrmConnection): CrmReconciliation | null {
    return lastReconciliationOf(connection);
  }

  @FieldResolver(() => DateTime, { nullable: true, description: 'When the CRM last took a lead; null before the first.' })
  lastSyncAt(@Ctx() ctx: GraphContext, @Root() connection: CrmConnection): Promise<Date | null> {
    return readLastSync(ctx, connection.id);
  }
}
