import type { CircuitBreaker } from '#kernel/resilience/circuit-breaker.ts';
import { chooseTier } from '../spend/choose-tier.ts';
import { ModelFailure, ModelOutage } from './model-failure.ts';
import type { ModelCall, ModelProvider } from './model-provider.ts';
import { TIERS, type Tier } from './models-file.ts';
import { BudgetSpent, type Payer } from './payer.ts';

export interface Candidate {
  readonly provider: ModelProvider;
  readonly model: string;
  readonly breaker: CircuitBreaker;
}

export interface Routes {
  /** Each at least one, in the order in which they are asked. */
  readonly tiers: Readonly<Record<Tier, readonly Candidate[]>>;
  readonly analysis: Tier;
  /** Who analyses what cannot be paid. Made when it is first needed: it learns its intents then. */
  readonly builtIn: () => ModelProvider;
}

/**
 * Sends each reply to the tier that it asks for, and goes along the tier's list where a model does not answer. Where the month's money runs
 * short the cheapest tier does all of it; where it is gone the built-in agents analyse, and a reply rejects with BudgetSpent.
 */
export function routedModelProvider(routes: Routes): ModelProvider {
  let builtIn: ModelProvider | null = null;
  const boundTo = (payer: Payer | null): ModelProvider => {
    const inTier = async <T>(tier: Tier, signal: AbortSignal, ask: (provider: ModelProvider) => Promise<T>): Promise<T> => {
      const start = payer && (await payer.savesMoney()) ? 'simple' : tier;
      for (const each of cheaperThan(start)) {
        try {
          return await askInTurn(routes.tiers[each], payer, signal, ask);
        } catch (error) {
          if (!(error instanceof BudgetSpent) || each === 'simple') throw error;
        }
      }
      throw new BudgetSpent();
    };
    return {
      name: routes.tiers[routes.analysis][0]?.provider.name ?? 'none',
      paidBy: boundTo,
      analyse: async (request, signal) => {
        try {
          return await inTier(routes.analysis, signal, (provider) => provider.analyse(request, signal));
        } catch (error) {
          if (!(error instanceof BudgetSpent)) throw error;
          builtIn ??= routes.builtIn();
          return builtIn.analyse(request, signal);
        }
      },
      writeReply: (request, signal) => inTier(chooseTier(request), signal, (provider) => provider.writeReply(request, signal)),
    };
  };
  return boundTo(null);
}

/** The tier and those below it, dearest first. */
const cheaperThan = (tier: Tier): Tier[] => TIERS.slice(0, TIERS.indexOf(tier) + 1).reverse();

/** What went wrong with one is the next one's work; with the last, it is the caller's. */
async function askInTurn<T>(
  candidates: readonly Candidate[],
  payer: Payer | null,
  signal: AbortSignal,
  ask: (provider: ModelProvider) => Promise<T>,
): Promise<T> {
  let failure: ModelOutage | ModelFailure | null = null;
  for (const { provider, breaker } of candidates) {
    const passage = breaker.enter();
    if (!passage) continue;
    try {
      const answered = await ask(payer && provider.paidBy ? provider.paidBy(payer) : provider);
      passage.succeeded();
      return answered;
    } catch (error) {
      if (error instanceof ModelOutage && !signal.aborted) passage.failed();
      else passage.left();
      const isOfTheAccount = error instanceof ModelFailure && !error.isAboutTheText;
      if (signal.aborted || !(error instanceof ModelOutage || isOfTheAccount)) throw error;
      failure = error;
    }
  }
  throw failure ?? allOpen(candidates);
}

/** How long somebody else's call is waited for that finds out whether it is over. */
const PROBE_MS = 1_000;

/** Nobody was asked. Tried again when the first of them may be. */
function allOpen(candidates: readonly Candidate[]): ModelOutage {
  const [first] = candidates;
  const waitMs = Math.min(...candidates.map(({ breaker }) => breaker.waitMs));
  const isKnown = waitMs > 0;
  const retryAfterMs = isKnown ? waitMs : PROBE_MS;
  const call: ModelCall = {
    ...{ provider: first?.provider.name ?? 'none', model: first?.model ?? 'none', startedAt: new Date(), latencyMs: 0 },
    ...{ inputTokens: 0, outputTokens: 0, costUsd: 0, attempts: 0, cached: false },
  };
  return new ModelOutage('no model is asked at the moment: they failed one call after another', call, { retryAfterMs, isKnown });
}
