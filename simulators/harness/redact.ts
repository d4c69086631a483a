import type { Call } from './call.ts';

const secretKeys = new Set([
  'access_token',
  'refresh_token',
  'client_secret',
  'client_assertion',
  'assertion',
  'appsecret_proof',
  'password',
  'signature',
  'authorization',
  'cookie',
  'api-key',
  'x-api-key',
  'x-goog-api-key',
]);

const redacted = '[redacted]';

/** A copy in which every value under a credential's name is replaced, at any depth. */
export function redact(value: unknown): unknown {
  if (typeof value === 'string') {
    // the keys of the model vendors' are known by their looks: one may come in an address as well (`?key=`)
    return value.replace(/(access_token=)[^&\s"]+/g, `$1${redacted}`).replace(/\b(?:AIza|sk-)[\w-]{4,}/g, redacted);
  }
  if (Array.isArray(value)) return value.map(redact);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, secretKeys.has(key.toLowerCase()) ? redacted : redact(inner)]),
  );
}

export function redactedRequestBody(call: Call): unknown {
  switch (call.body.kind) {
    case 'none':
      return null;
    case 'json':
    case 'form':
      return redact(call.body.value);
    default:
      return redact(call.text);
  }
}
