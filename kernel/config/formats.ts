import { z } from 'zod';

export interface NamedKey {
  readonly id: string;
  readonly key: Buffer;
}

// The messages below are read by whoever set the variable. None of them repeats a value: it may be a secret.

export const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/, `is not a whole number. Give one from ${min} to ${max}.`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `is out of range. Give a whole number from ${min} to ${max}.`);

export const url = (...protocols: [string, ...string[]]) => {
  const advice = `Give an address that starts with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}.`;
  return z
    .string()
    .refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), `is not a usable address. ${advice}`);
};

/** An address that paths are appended to: without the slash at its end. */
export const baseUrl = () => url('http:', 'https:').transform((value) => value.replace(/\/+$/, ''));

export const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values, { error: `is not one of the possible values. Give one of ${values.join(', ')}.` });

export const secretOfBytes = (bytes: number) =>
  z
    .string()
    .refine(
      (value) => Buffer.byteLength(value) >= bytes,
      `is shorter than ${bytes} bytes. Give a longer random one (openssl rand -base64 48).`,
    );

const keyForm = 'Give id:base64 of 32 bytes, several separated by commas, the one that encrypts first (openssl rand -base64 32).';

/** `id:base64(32 bytes),id2:…`. The order is kept: the first key encrypts, all of them decrypt. */
export const namedKeys = () =>
  z.string().transform((value, check): readonly [NamedKey, ...NamedKey[]] => {
    const keys = value.split(',').map((part) => {
      const match = /^([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/]{43}=?)$/.exec(part.trim());
      return match ? { id: match[1] ?? '', key: Buffer.from(match[2] ?? '', 'base64') } : null;
    });
    const valid = keys.filter((key) => key !== null);
    const [first, ...others] = valid;
    if (first === undefined || valid.length < keys.length) {
      check.addIssue({ code: 'custom', message: `has an entry that is no key. ${keyForm}` });
      return z.NEVER;
    }
    if (new Set(valid.map((key) => key.id)).size < valid.length) {
      check.addIssue({ code: 'custom', message: 'names one key id twice. Give every key an id of its own.' });
      return z.NEVER;
    }
    return [first, ...others];
  });

/** `leads=http://…,crm=http://…` */
export const namedUrls = () =>
  z.string().transform((value, check): Readonly<Record<string, string>> => {
    const entries = value.split(',').map((part) => /^([a-z][a-z0-9-]*)=(https?:\/\/.+)$/.exec(part.trim()));
    const urls = new Map<string, string>();
    for (const entry of entries) {
      const [, name, address] = entry ?? [];
      if (name === undefined || address === undefined || !URL.canParse(address) || urls.has(name)) {
        check.addIssue({
          code: 'custom',
          message:
            'has an entry that is no name=address, or a name twice. Give name=http://host:port, several separated by commas.',
        });
        return z.NEVER;
      }
      urls.set(name, address.replace(/\/+$/, ''));
    }
    return Object.fromEntries(urls);
  });
