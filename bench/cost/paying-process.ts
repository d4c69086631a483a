import 'reflect-metadata';
import { setTimeout as delay } from 'node:timers/promises';
import type { Installation } from '#kernel/runtime/installation.ts';
import { tenantId } from '#kernel/tenancy/tenant.ts';
import { outsideConfig } from '#kernel/testing/outside-config.ts';
import type { ReplyRequest } from '../../subgraphs/ai/connectors/model-provider.ts';
import { modelProvider } from '../../subgraphs/ai/connectors/model-providers.ts';
import { BudgetBusy, BudgetSpent } from '../../subgraphs/ai/connectors/payer.ts';
import { paidByTenant } from '../../subgraphs/ai/spend/tenant-payer.ts';
import { offer } from '../support/child.ts';
import { enter, openInstallation } from './open-installation.ts';

export interface PayingOptions {
  readonly databaseUrl: string;
  readonly simulatorsUrl: string;
  readonly tenant: string;
  /** Stands on its calls as their run. */
  readonly id: string;
}

export interface Paid {
  readonly answered: number;
  readonly refused: number;
  readonly failed: number;
}

const REQUEST: ReplyRequest = {
  text: 'How much does delivery cost?',
  language: 'en',
  intent: 'SUPPORT',
  persona: '',
  displayName: null,
  passages: [{ documentId: 'd1', title: 'Delivery', text: 'Delivery costs 4.90 euros.', score: 0.9 }],
};
const SOON_MS = 20;

let installation: Installation;
let options: PayingOptions;

offer({
  open: async (given: PayingOptions) => {
    options = given;
    installation = await openInstallation(given.databaseUrl);
    await installation.database.learn(tenantId(given.tenant));
  },
  pay,
});

/** So many replies at once, each asked for until it is answered or its tenant's money is gone. */
async function pay(calls: number): Promise<Paid> {
  const ctx = enter(installation, tenantId(options.tenant));
  const { openai, gemini } = outsideConfig(options.simulatorsUrl);
  const models = paidByTenant(ctx, modelProvider({ openai: { ...openai, apiKey: 'sk-sim-cost' }, gemini }), {
    origin: { runId: options.id, conversationId: null },
  });
  const ends = await Promise.all(
    Array.from({ length: calls }, async (): Promise<keyof Paid> => {
      for (;;) {
        try {
          await models.writeReply(REQUEST, new AbortController().signal);
          return 'answered';
        } catch (error) {
          if (error instanceof BudgetSpent) return 'refused';
          if (!(error instanceof BudgetBusy)) return 'failed';
          await delay(SOON_MS);
        }
      }
    }),
  );
  const count = (end: keyof Paid): number => ends.filter((each) => each === end).length;
  return { answered: count('answered'), refused: count('refused'), failed: count('failed') };
}
