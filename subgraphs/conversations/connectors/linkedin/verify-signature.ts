import { createHmac, timingSafeEqual } from 'node:crypto';

/** Stands in the text that is signed and not in the header (learn.microsoft.com, webhook-validation). */
const PREFIX = 'hmacsha256=';
const HEX_SHA256 = /^(?:hmacsha256=)?([0-9a-f]{64})$/;

/** Over the bytes as they came. The pattern decides the length before the comparison, which throws on unequal ones. */
export function verifySignature(
  clientSecret: string,
  header: string | string[] | undefined,
  body: Buffer,
): 'right' | 'missing' | 'wrong' {
  if (header === undefined) return 'missing';
  const hex = typeof header === 'string' ? HEX_SHA256.exec(header)?.[1] : undefined;
  if (hex === undefined) return 'wrong';
  const expected = createHmac('sha256', clientSecret).update(PREFIX).update(body).digest();
  return timingSafeEqual(expected, Buffer.from(hex, 'hex')) ? 'right' : 'wrong';
}
