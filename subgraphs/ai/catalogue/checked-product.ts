import { badUserInput, PublicError } from '#kernel/errors/public-error.ts';
import { checkedCurrency } from '../settings/checked-locale.ts';

const LONGEST_NAME = 120;
const MOST_ALIASES = 20;
const LARGEST_PRICE = 1_000_000_000;

export interface ProductInput {
  readonly name: string;
  readonly aliases?: readonly string[] | null | undefined;
  readonly price?: number | null | undefined;
  readonly currency?: string | null | undefined;
}

export interface CheckedProduct {
  readonly name: string;
  readonly nameKey: string;
  readonly aliases: string[];
  readonly price: number | null;
  readonly currency: string | null;
}

export function checkedProduct(input: ProductInput): CheckedProduct {
  const name = checkedName('name', input.name);
  const nameKey = productKey(name);
  const aliases = new Map((input.aliases ?? []).map((alias) => [productKey(alias), checkedName('aliases', alias)]));
  aliases.delete(nameKey);
  if (aliases.size > MOST_ALIASES) throw badUserInput('aliases', `A product may have ${MOST_ALIASES} aliases at most.`);
  const price = input.price ?? null;
  if (price !== null && !(price >= 0 && price <= LARGEST_PRICE))
    throw badUserInput('price', `price is a number from 0 to ${LARGEST_PRICE}.`);
  const currency = checkedCurrency((input.currency ?? '').trim().toUpperCase(), 'currency');
  return { name, nameKey, aliases: [...aliases.values()], price, currency };
}

/** What went wrong, for the one row of many that it is about. */
export function rowProblem(input: ProductInput): string | null {
  try {
    checkedProduct(input);
    return null;
  } catch (error) {
    if (error instanceof PublicError) return error.message;
    throw error;
  }
}

/** Two spellings of one name. */
export const productKey = (name: string): string => tidy(name).toLowerCase();

const tidy = (name: string): string => name.replaceAll('\0', '').trim().replace(/\s+/g, ' ');

function checkedName(field: string, raw: string): string {
  const name = tidy(raw);
  if (!/[\p{L}\p{N}]/u.test(name))
    throw badUserInput(field, 'A product is named by words: a name and an alias must not be empty.');
  if (name.length > LONGEST_NAME) throw badUserInput(field, `A name has ${LONGEST_NAME} characters at most.`);
  return name;
}
