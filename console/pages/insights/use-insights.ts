import { useQuery } from '@apollo/client/react';
import { useMemo } from 'react';
import { ConfidenceDocument, InsightsDocument, type Intent, type Platform, SpendOfPeriodDocument } from './insights.generated.ts';

export interface Filters {
  readonly days: number;
  readonly platform: Platform | null;
  readonly intent: Intent | null;
}

const DAY_MS = 86_400_000;

/** The numbers of the last days, the current one included. Each part is undefined until it is known, and fails by itself. */
export function useInsights({ days, platform, intent }: Filters) {
  // taken when the period is chosen: a moment that moved on with each rendering would ask without end
  const span = useMemo(() => {
    const to = Date.now();
    const midnight = Math.floor(to / DAY_MS) * DAY_MS;
    return { from: new Date(midnight - (days - 1) * DAY_MS).toISOString(), to: new Date(to).toISOString() };
  }, [days]);
  const insights = useQuery(InsightsDocument, {
    variables: { ...span, platform: platform && [platform], intent: intent && [intent] },
    fetchPolicy: 'cache-and-network',
  });
  const confidence = useQuery(ConfidenceDocument, { variables: { intent }, fetchPolicy: 'cache-and-network' });
  const spend = useQuery(SpendOfPeriodDocument, { variables: span, fetchPolicy: 'cache-and-network' });
  return { insights, confidence, spend };
}
