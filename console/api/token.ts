const KEY = 'parley.token';

/**
 * The token that the address brought (`/#token=...`), else the one that this tab had before. A fragment reaches no server and no log; it
 * is taken out of the address at once, so that no bookmark or copied link carries it on.
 */
export function readToken(): string {
  const brought = new URLSearchParams(location.hash.slice(1)).get('token');
  if (brought === null) return sessionStorage.getItem(KEY) ?? '';
  history.replaceState(null, '', location.pathname + location.search);
  return keepToken(brought);
}

/**
 * The token in what a person pastes: with `Bearer` before it, broken into lines by a terminal, or cut off with an ellipsis. What no header
 * can carry is left out: a request that cannot even be sent would look as if Parley did not answer, for ever.
 */
export const tokenIn = (pasted: string): string =>
  pasted
    .trim()
    .replace(/^bearer\s+/i, '')
    .replace(/[^\x21-\x7e]/g, '');

export function keepToken(pasted: string): string {
  const token = tokenIn(pasted);
  if (token) sessionStorage.setItem(KEY, token);
  else sessionStorage.removeItem(KEY);
  return token;
}
