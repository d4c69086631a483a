import { useMemo } from 'react';
import { useSession } from './session.tsx';

const SCOPES = {
  readConversations: 'conversations:read',
  readReviews: 'reviews:read',
  readRuns: 'runs:read',
  inspectRuns: 'runs:inspect',
  readPersonalData: 'contacts:pii',
  decideReviews: 'reviews:decide',
  readLeads: 'leads:read',
  readCrm: 'crm:read',
  readKnowledge: 'knowledge:read',
} as const;

export type ScopeVariable = keyof typeof SCOPES;

/**
 * What a document asks for only where it is allowed: `run @include(if: $readRuns)`. One field too many and the whole operation is
 * FORBIDDEN. A document declares the ones that it uses by these names, and its page passes just those.
 */
export function useScopeVariables<Name extends ScopeVariable>(...names: readonly Name[]): Record<Name, boolean> {
  const { may } = useSession();
  const key = names.join();
  return useMemo(
    () => Object.fromEntries(key.split(',').map((name) => [name, may(SCOPES[name as Name])])) as Record<Name, boolean>,
    [key, may],
  );
}
