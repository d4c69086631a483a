import type { Random } from '../harness/seeded-random.ts';

const suffixAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** A fresh 18-character id: key prefix, instance, the rest, and three characters that keep the case of the first fifteen. */
export function newRecordId(keyPrefix: string, random: Random): string {
  return withCaseSuffix(`${keyPrefix}Px0${random.base62(9)}`);
}

/** The 18-character form of an id of either length, undefined when it is no id. */
export function canonicalId(id: string): string | undefined {
  if (!/^[0-9A-Za-z]{15}([0-9A-Za-z]{3})?$/.test(id)) return undefined;
  const canonical = withCaseSuffix(id.slice(0, 15));
  return id.length === 15 || canonical === id ? canonical : undefined;
}

function withCaseSuffix(id15: string): string {
  const suffix = [0, 5, 10].map((start) => {
    const bits = [...id15.slice(start, start + 5)].reduce((sum, char, index) => sum + (/[A-Z]/.test(char) ? 1 << index : 0), 0);
    return suffixAlphabet.charAt(bits);
  });
  return id15 + suffix.join('');
}
