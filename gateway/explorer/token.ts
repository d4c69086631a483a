const KEY = 'parley.token';

type Page = { location: Pick<Location, 'hash' | 'pathname' | 'search'>; history: Pick<History, 'replaceState'> };

/**
 * The token that the address brought (`/explorer/#token=...`), else the one this tab had before. A fragment never reaches a
 * server or its log; it is taken out of the address at once, so that no bookmark, screenshot or copied link carries it on.
 */
export function readToken({ location, history }: Page, storage: Storage): string {
  const brought = new URLSearchParams(location.hash.slice(1)).get('token');
  if (brought === null) return storage.getItem(KEY) ?? '';
  history.replaceState(null, '', location.pathname + location.search);
  return keepToken(brought, storage);
}

/** Takes what a person pastes, with `Bearer` or line ends around it, and keeps it as long as the tab is open. */
export function keepToken(pasted: string, storage: Storage): string {
  const token = pasted.trim().replace(/^bearer\s+/i, '');
  if (token) storage.setItem(KEY, token);
  else storage.removeItem(KEY);
  return token;
}
