import { ApolloProvider, useQuery } from '@apollo/client/react';
import { createContext, type ReactNode, Suspense, useContext, useEffect, useMemo, useState } from 'react';
import { createClient, type ParleyClient } from '../api/create-client.ts';
import { keepToken, readToken } from '../api/token.ts';
import { LiveListsContext } from '../api/use-live-list.ts';
import { fetchedApart } from '../fetched-apart.ts';
import { useText } from '../i18n/language.tsx';
import { SessionDocument, type SessionQuery } from './session.generated.ts';
import { StartingPage } from './starting-page.tsx';

export interface Session {
  readonly tenant: SessionQuery['session']['tenant'];
  /** Null where the token is no member's. */
  readonly member: SessionQuery['session']['member'];
  readonly roles: readonly string[];
  /** Whether the caller's role and token allow it: what it does not allow is neither asked for nor shown. */
  may(scope: string): boolean;
  /** The newest position in the tenant's feed, `feedCursor.takenAt` on the page's own clock (`performance.now()`). */
  readonly feedCursor: { readonly value: string; readonly takenAt: number };
  readonly connection: ParleyClient['connection'];
  /** Pages keep by it what was typed and not sent: the same for the same reader, also after a token that ran out, until they sign out. */
  readonly desk: object;
  signOut(): void;
}

const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('the page stands outside its SessionProvider');
  return session;
}

// whoever is signed in never sees it
const SignInPage = fetchedApart(async () => (await import('./sign-in-page.tsx')).SignInPage);

/** Asks for a token where there is none, else shows its children to who it belongs to. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const [token, setToken] = useState(readToken);
  const [problem, setProblem] = useState<'session.expired' | null>(null);
  const client = useMemo(() => {
    if (token === '') return null;
    return createClient(token, () => {
      setProblem('session.expired');
      setToken(keepToken(''));
    });
  }, [token]);
  useEffect(() => () => client?.close(), [client]);
  useEffect(() => {
    // a sign-in link that is opened in a tab where the console is already
    const onHash = (): void => {
      if (location.hash.includes('token=')) setToken(readToken());
    };
    addEventListener('hashchange', onHash);
    return () => removeEventListener('hashchange', onHash);
  }, []);
  if (!client) {
    return (
      <Suspense fallback={<StartingPage problem={null} />}>
        <SignInPage.Component
          problem={problem}
          onToken={(pasted) => {
            setProblem(null);
            setToken(keepToken(pasted));
          }}
        />
      </Suspense>
    );
  }
  return (
    <ApolloProvider client={client.apollo}>
      <SignedIn
        client={client}
        signOut={() => {
          desks.clear();
          setToken(keepToken(''));
        }}
      >
        {children}
      </SignedIn>
    </ApolloProvider>
  );
}

const RETRY_MS = 3_000;
/** By reader. */
const desks = new Map<string, object>();

function deskOf({ tenant, member }: SessionQuery['session']): object {
  const reader = `${tenant.id} ${member?.id ?? ''}`;
  const desk = desks.get(reader) ?? {};
  desks.set(reader, desk);
  return desk;
}

function SignedIn({ client, signOut, children }: { client: ParleyClient; signOut: () => void; children: ReactNode }) {
  const text = useText();
  const { data, error, refetch } = useQuery(SessionDocument, { fetchPolicy: 'network-only', nextFetchPolicy: 'cache-first' });
  const known = data?.session;
  useEffect(() => {
    if (!error || known) return;
    const timer = setInterval(() => void refetch().catch(() => undefined), RETRY_MS);
    return () => clearInterval(timer);
  }, [error, known, refetch]);
  const session = useMemo<Session | null>(() => {
    if (!known) return null;
    const scopes = new Set(known.scopes);
    return {
      tenant: known.tenant,
      member: known.member,
      roles: known.roles,
      may: (scope) => scopes.has(scope),
      feedCursor: { value: known.eventCursor, takenAt: performance.now() },
      connection: client.connection,
      desk: deskOf(known),
      signOut,
    };
  }, [known, client, signOut]);
  if (!session) return <StartingPage problem={error ? text('session.unreachable') : null} />;
  return (
    <SessionContext value={session}>
      <LiveListsContext value={client.lists}>{children}</LiveListsContext>
    </SessionContext>
  );
}
