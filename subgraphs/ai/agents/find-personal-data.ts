import { findEmails } from './find-emails.ts';
import { findPhones } from './find-phones.ts';

export type PersonalDatum = {
  kind: 'EMAIL' | 'PHONE' | 'CARD' | 'ACCOUNT' | 'ADDRESS_ON_THE_NET';
  value: string;
  start: number;
  end: number;
};

const DIGIT_RUN = /(?<![\p{L}\p{N}.,])\d(?:[ -]?\d){11,18}(?![\p{N}])/gu;
const IBAN = /(?<![\p{L}\p{N}])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{2,4}){3,8}(?![\p{L}\p{N}])/gu;
const ACCOUNT =
  /(?:\b(?:account|acct|a\/c|konto|compte|cuenta|customer|member|policy|passport|licen[cs]e|social security|ssn|routing|sort code|personalausweis|ausweis|kunden)(?:\s?(?:number|no\.?|nr\.?|id|nummer|numéro|número))?\s?(?:is|:|#|lautet|est|es)?\s{0,2}#?)(?<digits>[A-Z]{0,3}\d[\d -]{4,20}\d)/giu;
const SOCIAL_SECURITY = /(?<![\p{L}\p{N}-])\d{3}-\d{2}-\d{4}(?![\p{N}-])/gu;
const NET_V4 = /(?<![\p{N}.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\p{N}]|\.\d)/gu;
const NET_V6 = /(?<![\p{L}\p{N}:])(?:[0-9a-f]{1,4}:){3,7}:?[0-9a-f]{1,4}(?![\p{L}\p{N}:])/giu;

/** What tells of one person or their money, wherever it comes from. `region` is where a number without a country code belongs to. */
export function findPersonalData(text: string, region: string | null): PersonalDatum[] {
  const found: PersonalDatum[] = [];
  const add = (kind: PersonalDatum['kind'], value: string, start: number): void => {
    const end = start + value.length;
    if (!found.some((other) => other.start < end && start < other.end)) found.push({ kind, value, start, end });
  };
  for (const { value, start } of findEmails(text)) add('EMAIL', value, start);
  for (const match of text.matchAll(IBAN)) if (isIban(match[0])) add('ACCOUNT', match[0], match.index);
  for (const match of text.matchAll(DIGIT_RUN)) if (isCard(match[0])) add('CARD', match[0], match.index);
  for (const match of text.matchAll(SOCIAL_SECURITY)) add('ACCOUNT', match[0], match.index);
  for (const match of text.matchAll(ACCOUNT)) {
    const digits = match.groups?.digits ?? '';
    if (!/\d{4}/.test(digits.replaceAll(' ', ''))) continue;
    add('ACCOUNT', digits, match.index + match[0].length - digits.length);
  }
  for (const match of text.matchAll(NET_V4)) add('ADDRESS_ON_THE_NET', match[0], match.index);
  for (const match of text.matchAll(NET_V6)) add('ADDRESS_ON_THE_NET', match[0], match.index);
  for (const { value, start } of findPhones(text, region)) add('PHONE', value, start);
  return found.sort((a, b) => a.start - b.start);
}

/** Luhn's sum (ISO/IEC 7812-1, annex B): one number in ten passes it by chance, so the first digit has to be a card's too. */
function isCard(raw: string): boolean {
  const digits = raw.replace(/\D/g, '');
  if (!/^(?:[2-6]|1800)/.test(digits)) return false;
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** ISO 13616: the number, its first four signs put last and letters read as two digits, leaves 1 by 97. */
function isIban(raw: string): boolean {
  const bare = raw.replaceAll(' ', '');
  if (bare.length < 15 || bare.length > 34) return false;
  let rest = 0;
  for (const sign of bare.slice(4) + bare.slice(0, 4)) {
    for (const digit of String(Number.parseInt(sign, 36))) rest = (rest * 10 + Number(digit)) % 97;
  }
  return rest === 1;
}
