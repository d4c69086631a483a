import { useMutation, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { askedOnce } from '../../api/asked-once.ts';
import {
  ChannelsDocument,
  ConnectChannelDocument,
  type ConnectChannelMutationVariables,
  DisconnectChannelDocument,
  SetChannelRetentionDocument,
  UpdateChannelCredentialsDocument,
} from './channels.generated.ts';
import { useAttempt } from './use-attempt.ts';

const LOOK_AGAIN_MS = 10_000;

/** Health has no event of its own: it is looked at again while somebody looks. */
export function useChannels() {
  const { data, error, refetch } = useQuery(ChannelsDocument, {
    fetchPolicy: 'cache-and-network',
    pollInterval: LOOK_AGAIN_MS,
    skipPollAttempt: () => document.hidden,
  });
  return { channels: data?.channels ?? null, error: error ?? null, retry: refetch };
}

export type NewChannel = ConnectChannelMutationVariables['input'];

/** What travels with credentials leaves no trace in the cache; the list is asked for again instead. */
export function useChannelChanges() {
  const { problem, isBusy, attempt } = useAttempt();
  const [once] = useState(askedOnce);
  const untraced = { fetchPolicy: 'no-cache' as const, refetchQueries: [ChannelsDocument], awaitRefetchQueries: true };
  const [connect] = useMutation(ConnectChannelDocument, untraced);
  const [renew] = useMutation(UpdateChannelCredentialsDocument, untraced);
  const [retain] = useMutation(SetChannelRetentionDocument);
  const [disconnect] = useMutation(DisconnectChannelDocument);
  return {
    problem,
    isBusy,
    connect: (input: NewChannel) => {
      const { credentials: _, ...wish } = input;
      return attempt(() => once(wish, (idempotencyKey) => connect({ variables: { input, idempotencyKey } })));
    },
    renew: (id: string, credentials: Readonly<Record<string, string>>) =>
      attempt(() => renew({ variables: { id, credentials } })),
    retain: (id: string, hours: number | null) => attempt(() => retain({ variables: { id, hours } })),
    disconnect: (id: string) => attempt(() => disconnect({ variables: { id } })),
  };
}
