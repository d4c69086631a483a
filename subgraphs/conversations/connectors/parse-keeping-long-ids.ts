// Old shapes carry ids as numbers beyond 2^53: parsed as numbers they would become another account's id.
const LONG_NUMBER = /[:[,]\s*-?\d{16}/;

/** JSON in which a whole number that a double would round is kept as the text that it stood in. Throws what `JSON.parse` throws. */
export const parseKeepingLongIds = (text: string): unknown =>
  LONG_NUMBER.test(text)
    ? (JSON.parse(text, keepSource as (key: string, value: unknown) => unknown) as unknown)
    : JSON.parse(text);

const keepSource = (_key: string, value: unknown, { source }: { source?: string }): unknown =>
  typeof value === 'number' && !Number.isSafeInteger(value) && source !== undefined && /^-?\d+$/.test(source) ? source : value;
