import { useMutation, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { askedOnce } from '../../api/asked-once.ts';
import {
  ConnectCrmDocument,
  type ConnectCrmMutationVariables,
  CrmConnectionsDocument,
  DisconnectCrmDocument,
  ReconcileCrmDocument,
  UpdateCrmConnectionDocument,
} from './crm.generated.ts';
import type { FieldMapping } from './field-mapping.ts';
import { useAttempt } from './use-attempt.ts';

const LOOK_AGAIN_MS = 10_000;

/** Health has no event of its own: it is looked at again while somebody looks. */
export function useCrmConnections() {
  const { data, error, refetch } = useQuery(CrmConnectionsDocument, {
    fetchPolicy: 'cache-and-network',
    pollInterval: LOOK_AGAIN_MS,
    skipPollAttempt: () => document.hidden,
  });
  return { connections: data?.crmConnections ?? null, error: error ?? null, retry: refetch };
}

/** What travels with credentials leaves no trace in the cache; the list is asked for again instead. */
export function useCrmChanges() {
  const { problem, isBusy, attempt } = useAttempt();
  // asked again after a lost answer, another key would connect it twice: every lead would be written twice
  const [once] = useState(askedOnce);
  const untraced = { fetchPolicy: 'no-cache' as const, refetchQueries: [CrmConnectionsDocument], awaitRefetchQueries: true };
  const [connect] = useMutation(ConnectCrmDocument, untraced);
  const [update] = useMutation(UpdateCrmConnectionDocument, untraced);
  const [disconnect] = useMutation(DisconnectCrmDocument);
  const [reconcile] = useMutation(ReconcileCrmDocument);
  return {
    problem,
    isBusy,
    connect: (input: ConnectCrmMutationVariables['input']) => {
      const { credentials: _, ...wish } = input;
      return attempt(() => once(wish, (idempotencyKey) => connect({ variables: { input, idempotencyKey } })));
    },
    renew: (id: string, credentials: Readonly<Record<string, string>>) =>
      attempt(() => update({ variables: { id, credentials } })),
    map: (id: string, fieldMapping: FieldMapping) => attempt(() => update({ variables: { id, fieldMapping } })),
    disconnect: (id: string) => attempt(() => disconnect({ variables: { id } })),
    reconcile: (id: string) => attempt(() => reconcile({ variables: { connectionId: id } })),
  };
}
