import { useApolloClient, useMutation } from '@apollo/client/react';
import { useRef } from 'react';
import { useProblem } from '../../api/use-problem.ts';
import { placeMessage } from '../../components/thread/place-message.ts';
import { SendMessageDocument } from './conversation.generated.ts';
import { useTyped } from './use-typed.ts';

/** A reply by hand. The text stays in the field until Parley has it, and goes out once however often it is sent. */
export function useReply(conversationId: string) {
  const { cache } = useApolloClient();
  const [send, { loading }] = useMutation(SendMessageDocument);
  const { words, write, taken } = useTyped(`reply/${conversationId}`);
  const { problem, settle } = useProblem('conversations.unreachable');
  // kept until it is answered, for just this text
  const sending = useRef<{ readonly key: string; readonly words: string } | null>(null);
  return {
    words,
    write,
    problem,
    isBusy: loading,
    async send() {
      if (sending.current?.words !== words) sending.current = { key: crypto.randomUUID(), words };
      const sent = await settle(send({ variables: { id: conversationId, text: words, key: sending.current.key } }));
      if (sent === null) return;
      placeMessage(cache, conversationId, sent.sendMessage);
      sending.current = null;
      taken(words);
    },
  };
}
