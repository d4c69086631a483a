import { GraphiQL } from 'graphiql';
import { type ReactElement, useEffect, useMemo, useState } from 'react';
import { connect } from './connect.ts';
import { FIRST_OPERATION } from './first-operation.ts';
import { keepToken, readToken } from './token.ts';
import { TokenBar } from './token-bar.tsx';

export function ExplorerPage(): ReactElement {
  const [token, setToken] = useState(() => readToken(window, sessionStorage));
  const connection = useMemo(() => connect(window.location.origin, token), [token]);
  useEffect(() => connection.close, [connection]);

  // A link with a token that is opened in a tab which shows the page already changes the fragment and loads nothing.
  useEffect(() => {
    const onHashChange = (): void => setToken(readToken(window, sessionStorage));
    window.addEventListener('hashchange', onHashChange);
    return () => window.removeEventListener('hashchange', onHashChange);
  }, []);

  return (
    <>
      <TokenBar key={`bar ${token}`} token={token} onChange={(pasted) => setToken(keepToken(pasted, sessionStorage))} />
      {/* Another token may see another schema: a new GraphiQL asks again. Its tabs are in the browser's storage and stay. */}
      <GraphiQL key={token} fetcher={connection.fetcher} defaultQuery={FIRST_OPERATION} />
    </>
  );
}
