import { PermanentError, TransientError } from '#kernel/errors/delivery-error.ts';
import { upstreamUnavailable } from '#kernel/errors/public-error.ts';
import { ModelFailure } from '../connectors/model-failure.ts';
import { BudgetSpent } from '../connectors/payer.ts';

/** What a model's failure means to a person who asked and waits: here nobody tries again by themselves. */
export function tellWhy(failure: unknown): never {
  if (failure instanceof ModelFailure && failure.isAboutTheText)
    throw upstreamUnavailable('The model did not answer this text. Ask in other words.', { cause: failure });
  if (failure instanceof BudgetSpent)
    throw upstreamUnavailable("The month's budget for models is spent. Raise it in the settings, or wait for the next month.", {
      cause: failure,
    });
  if (failure instanceof TransientError || failure instanceof PermanentError)
    throw upstreamUnavailable('No model answers at the moment. Try again later.', { cause: failure });
  throw failure;
}
