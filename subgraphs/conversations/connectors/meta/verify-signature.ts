import { createHmac, timingSafeEqual } from 'node:crypto';

const HEX_SHA256 = /^sha256=([0-9a-f]{64})$/;

/**
 * Facebook signs the bytes that it sends (`\u00e4`, `\/`), so nothing but the raw body verifies. The pattern decides the length before
 * the comparison, which throws on unequal ones.
 */
export function verifySignature(
  appSecret: string,
  header: string | string[] | undefined,
  body: Buffer,
): 'right' | 'missing' | 'wrong' {
  if (header === undefined) return 'missing';
  const hex = typeof header === 'string' ? HEX_SHA256.exec(header)?.[1] : undefined;
  if (hex === undefined) return 'wrong';
  const expected = createHmac('sha256', appSecret).update(body).digest();
  return timingSafeEqual(expected, Buffer.from(hex, 'hex')) ? 'right' : 'wrong';
}
