import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * X signs the bytes in base64, where Meta and LinkedIn write hex. The header is compared as it is written and not decoded: its last
 * character has bits that decoding drops.
 */
export function verifySignature(
  consumerSecret: string,
  header: string | string[] | undefined,
  body: Buffer,
): 'right' | 'missing' | 'wrong' {
  if (header === undefined) return 'missing';
  if (typeof header !== 'string') return 'wrong';
  const expected = Buffer.from(`sha256=${createHmac('sha256', consumerSecret).update(body).digest('base64')}`);
  const given = Buffer.from(header);
  return given.length === expected.length && timingSafeEqual(given, expected) ? 'right' : 'wrong';
}
