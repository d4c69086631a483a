import { useQuery } from '@apollo/client/react';
import { useEffect, useMemo } from 'react';
import { dayOf, problemOf, spanBefore, spanOf } from '../../components/ui/period.ts';
import { type Filters, periodOf } from './filter-address.ts';
import { ConfidenceDocument, InsightsDocument, SpendOfPeriodDocument } from './insights.generated.ts';
import { useQuietRefresh } from './use-quiet-refresh.ts';

const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/**
 * The numbers of a period, what they were in the one before, and again every half minute. Each part is undefined until it is known, and
 * fails by itself; what was known before stays until the next is.
 */
export function useInsights(filters: Filters) {
  const today = dayOf(new Date());
  const period = useMemo(() => periodOf(filters, today), [filters, today]);
  const problem = problemOf(period);
  // taken when the period is chosen: a moment that moved on with each rendering would ask without end
  const variables = useMemo(() => {
    const { platform, intent } = filters;
    const before = spanBefore(period, new Date());
    const only = { platform: platform && [platform], intent: intent && [intent] };
    return { ...spanOf(period), beforeFrom: before.from, beforeTo: before.to, ...only, timeZone };
  }, [filters, period]);
  const options = { skip: problem !== null, fetchPolicy: 'cache-and-network' } as const;
  const insights = useQuery(InsightsDocument, { ...options, variables });
  const spend = useQuery(SpendOfPeriodDocument, { ...options, variables });
  const confidence = useQuery(ConfidenceDocument, {
    variables: { intent: filters.intent, platform: filters.platform },
    fetchPolicy: 'cache-and-network',
  });
  const parts = [insights, spend, confidence];
  const asked = problem === null ? parts : [confidence];
  const { asOf, isLate, told } = useQuietRefresh(() => Promise.all(asked.map((part) => part.refetch().then(orThrow))));
  useEffect(() => {
    if (insights.data) told();
  }, [insights.data, told]);
  const isPast = parts.some(({ data, previousData }) => !data && previousData);
  const isArriving = asked.some(({ data, error }) => !data && !error);
  return { insights, confidence, spend, period, problem, asOf, isLate, isPast, isArriving };
}

/** An answer that is none is told in it, not always thrown. */
function orThrow({ error }: { readonly error?: Error | undefined }): void {
  if (error) throw error;
}
