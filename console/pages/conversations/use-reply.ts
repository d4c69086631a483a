import { CombinedGraphQLErrors } from '@apollo/client';
import { useApolloClient, useMutation } from '@apollo/client/react';
import { useRef, useState } from 'react';
import { errorMessage } from '../../api/error-message.ts';
import { placeMessage } from '../../components/thread/place-message.ts';
import { useText } from '../../i18n/language.tsx';
import { SendMessageDocument } from './conversation.generated.ts';
import { useTyped } from './use-typed.ts';

/** A reply by hand. The text stays in the field until Parley has it, and goes out once however often it is sent. */
export function useReply(conversationId: string) {
  const text = useText();
  const { cache } = useApolloClient();
  const [send, { loading }] = useMutation(SendMessageDocument);
  const [words, write] = useTyped(`reply/${conversationId}`);
  const [problem, setProblem] = useState<string | null>(null);
  // kept until it is answered, for just this text
  const sending = useRef<{ readonly key: string; readonly words: string } | null>(null);
  return {
    words,
    write,
    problem,
    isBusy: loading,
    async send() {
      if (sending.current?.words !== words) sending.current = { key: crypto.randomUUID(), words };
      try {
        const { data } = await send({ variables: { id: conversationId, text: words, key: sending.current.key } });
        if (data) placeMessage(cache, conversationId, data.sendMessage);
        sending.current = null;
        setProblem(null);
        write('');
      } catch (error) {
        setProblem(CombinedGraphQLErrors.is(error) ? errorMessage(error) : text('conversations.unreachable'));
      }
    },
  };
}
