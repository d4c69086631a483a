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

/** Takes what a person pastes, with `Bearer` or line ends around it. */
export function keepToken(pasted: string): string {
  const token = pasted.trim().replace(/^bearer\s+/i, '');
  if (token) sessionStorage.setItem(KEY, token);
  else sessionStorage.removeItem(KEY);
  return token;
}
