/** What Node says of a connection that was never made. Nothing went out, so nothing can be billed. */
const NO_CONNECTION = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);
/** The SDK's error, fetch's, the socket's; further down nothing is. */
const DEPTH = 4;

export function wasNeverReached(error: unknown, depth: number = DEPTH): boolean {
  if (!(error instanceof Error) || depth === 0) return false;
  if ('code' in error && typeof error.code === 'string' && NO_CONNECTION.has(error.code)) return true;
  return wasNeverReached(error.cause, depth - 1);
}
