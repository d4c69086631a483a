import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { type Entity, entityAt } from './entity.ts';

const CANDIDATE = /(?<![\p{L}\p{N}.,#/-])\+?\(?\d(?:[ \t()./-]{0,3}\d){6,14}(?![\p{L}\p{N}]|[.,:/-]\d)/gu;
const CUE =
  /(?:phone|mobile|cell|call|ring|text|tel|telefon|handy|nummer|whats\s?app|signal|contact|number|móvil|teléfono|llam\p{L}*|portable|numéro|appel\p{L}*|ph|no|nr|fax|hotline|reach)\b[^\d\n]{0,25}$/iu;
const OTHER_NUMBER =
  /(?:order|invoice|account|acct|acc|a\/c|ticket|tracking|card|iban|ssn|social security|reference|ref|booking|case|serial|policy|member|zip|pin|id|bestell\p{L}*|rechnung\p{L}*|konto\p{L}*|pedido|factura|commande)\b[^\d\n]{0,20}$/iu;
const DATE_LIKE = /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?:\D|$)/;

/** Digit runs that are a valid number of the region, or that the words before them call a number. */
export function findPhones(text: string, defaultRegion: string | null): Entity[] {
  const region = defaultRegion !== null && isSupportedCountry(defaultRegion) ? (defaultRegion as CountryCode) : undefined;
  const found: Entity[] = [];
  for (const match of text.matchAll(CANDIDATE)) {
    const raw = match[0];
    const before = text.slice(Math.max(0, match.index - 40), match.index);
    if (OTHER_NUMBER.test(before) || (DATE_LIKE.test(raw) && !raw.startsWith('+'))) continue;
    const parsed = parsePhoneNumberFromString(raw, region);
    const called = CUE.test(before);
    const valid = parsed?.isValid() === true;
    // Without a region a national number cannot be checked: its look or the words before it must speak for it.
    const looksLikeOne = /^\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}$/.test(raw) || /^\+/.test(raw) || /^0\d/.test(raw);
    if (!valid && !called && !looksLikeOne) continue;
    const normalized = parsed?.isPossible() === true ? parsed.number : raw.replace(/(?!^\+)\D/g, '');
    found.push(entityAt('phone', text, match.index, match.index + raw.length, normalized, valid ? 0.95 : called ? 0.8 : 0.6));
  }
  return found;
}
