/**
 * Who a token says its bearer is, to tell several tabs apart. It only decodes: whether the token is good is the gateway's to
 * say. An API key, or anything else that is no JWT, is described as such.
 */
export function describeToken(token: string): string {
  if (!token) return 'No token: only what needs none is answered.';
  try {
    const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const claims: { tenant?: unknown; roles?: unknown; exp?: unknown } = JSON.parse(atob(payload));
    const who = [claims.tenant, ...(Array.isArray(claims.roles) ? claims.roles : [])].filter((part) => typeof part === 'string');
    const until = typeof claims.exp === 'number' ? `until ${new Date(claims.exp * 1000).toLocaleString()}` : '';
    return [who.join(' '), until].filter(Boolean).join(', ');
  } catch {
    return 'A token that does not say whose it is.';
  }
}
