import { type Entity, entityAt } from './entity.ts';

const NUMBER = String.raw`\d{1,3}(?:[.,'’ ]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?`;
const SCALE = String.raw`(?:\s?(?:k|m|mio|mn|bn|billion|million(?:en|s)?|thousand|grand|tausend|mille|mil|hundred)\b)?`;
const AMOUNT = `(?:${NUMBER})${SCALE}`;
const SYMBOL = String.raw`[$€£¥₹]|\b(?:US\$|USD|EUR|GBP|CHF|INR|CAD|AUD|RMB|CNY|Rs\.?)`;
const UNIT = String.raw`[$€£¥₹]|(?:USD|EUR|GBP|CHF|INR|CAD|AUD|euros?|dollars?|bucks|usd|pounds?|quid|francs?|franken|rupees?|rs|yen|rmb|yuan|pence|cents?|dólares|libras)\b`;
const JOIN = String.raw`\s?(?:-|–|to|bis|à|a|and|und|y|et)\s?`;
const MONEY = new RegExp(
  String.raw`(?<![\p{L}\p{N}.])(?:(?<lead>${SYMBOL})\s?(?<led>${AMOUNT})(?:${JOIN}(?:${SYMBOL})?\s?(?<ledTo>${AMOUNT}))?(?:\s?(?:${UNIT}))?|(?<plain>${AMOUNT})(?:${JOIN}(?<plainTo>${AMOUNT}))?\s?(?<trail>${UNIT}))(?![\p{N}])`,
  'giu',
);
/** An amount without a currency counts only where the words before it speak of money. */
const SPOKEN = new RegExp(
  String.raw`(?<cue>(?:budgets?|spend|spent|pay|paid|payments?|transf?er(?:red)?|afford|invest(?:ed)?|expenses?|limit|loan|deposit(?:ed)?|withdraw|withdrew|prices?|amounts?|costs?|charged?|charges?|bill(?:ed)?|bills?|fares?|fees?|salary|rent|refund(?:ed)?|earn(?:ed|s)?|revert(?:ed)?|owe[ds]?|worth|ausgeben|dépenser|presupuesto|gastar)(?:[ ,:=](?!up\b|on\b|card\b|account\b|number\b|no\b|ending\b|date[ds]?\b|at\b|time\b|id\b|ref\p{L}*\b|code\b|order\b)\p{L}{0,12}){0,4}?[ :=~]{1,3})(?<plain>(?!\d{1,2}[:/.]\d)${AMOUNT})(?:${JOIN}(?<plainTo>${AMOUNT}))?(?![\p{L}\p{N}%]|[.,:/-]\d)(?!\s?(?:people|persons|days?|weeks?|months?|hours?|minutes?|years?|times|units|pieces|st|nd|rd|th|am|pm|%|jan\p{L}*|feb\p{L}*|mar(?:ch)?\b|apr\p{L}*|may\b|june?\b|july?\b|aug\p{L}*|sept?\p{L}*|oct\p{L}*|nov\p{L}*|dec\p{L}*))`,
  'giu',
);
const CURRENCIES: [RegExp, string][] = [
  [/€|eur/i, 'EUR'],
  [/£|gbp|pound|quid|libra|pence/i, 'GBP'],
  [/chf|franken|francs?/i, 'CHF'],
  [/₹|inr|rupee|\brs/i, 'INR'],
  [/¥|yen/i, 'JPY'],
  [/rmb|cny|yuan/i, 'CNY'],
  [/cad/i, 'CAD'],
  [/aud/i, 'AUD'],
  [/\$|usd|dollar|dólar|buck|cent/i, 'USD'],
];

/** An amount that names no currency is in `defaultCurrency`, where there is one. */
export function findAmounts(text: string, defaultCurrency?: string | null): Entity[] {
  const found: Entity[] = [];
  for (const match of text.matchAll(MONEY)) {
    const { lead, led, ledTo, plain, plainTo, trail } = match.groups as Record<string, string | undefined>;
    const currency = CURRENCIES.find(([pattern]) => pattern.test(lead ?? trail ?? ''))?.[1];
    const unit = /^(?:cents?|pence)$/i.test(trail ?? '') ? 0.01 : 1;
    found.push(amountAt(text, match.index, match[0], led ?? plain, ledTo ?? plainTo, currency, 0.9, unit));
  }
  for (const match of text.matchAll(SPOKEN)) {
    const { cue, plain, plainTo } = match.groups as Record<string, string | undefined>;
    const start = match.index + (cue ?? '').length;
    const value = match[0].slice((cue ?? '').length);
    if (found.some((entity) => entity.start < start + value.length && start < entity.end)) continue;
    found.push(amountAt(text, start, value, plain, plainTo, defaultCurrency ?? undefined, 0.65));
  }
  return found;
}

function amountAt(
  text: string,
  start: number,
  raw: string,
  low = '',
  high: string | undefined,
  currency: string | undefined,
  confidence: number,
  unit = 1,
): Entity {
  const value = raw.trimEnd();
  const upper = high === undefined ? undefined : readAmount(high);
  // "2-3k": the scale of the upper end is meant for both.
  const lower =
    upper !== undefined && upper >= 1000 && readAmount(low) < 100 ? readAmount(low) * scaleOf(high ?? '') : readAmount(low);
  const inUnit = (amount: number): number => Math.round(amount * unit * 100) / 100;
  const figure = upper === undefined ? String(inUnit(lower)) : `${inUnit(lower)}-${inUnit(upper)}`;
  return entityAt(
    'budget',
    text,
    start,
    start + value.length,
    currency === undefined ? figure : `${figure} ${currency}`,
    confidence,
  );
}

function scaleOf(raw: string): number {
  const word = /\p{L}+$/u.exec(raw.trim())?.[0]?.toLowerCase() ?? '';
  if (/^(?:k|thousand|grand|tausend|mille|mil)$/.test(word)) return 1_000;
  if (/^(?:m|mio|mn|million)/.test(word)) return 1_000_000;
  if (/^(?:bn|billion)$/.test(word)) return 1_000_000_000;
  return word === 'hundred' ? 100 : 1;
}

/** "4.000" and "4,000" are four thousand, "4,50" and "4.50" are four and a half, whatever the country. */
function readAmount(raw: string): number {
  const digits = raw.replace(/[^\d.,]/g, '').replace(/[.,]$/, '');
  const decimal = /[.,](\d{1,2})$/.exec(digits);
  const whole = (decimal === null ? digits : digits.slice(0, decimal.index)).replace(/\D/g, '');
  const figure = Number(`${whole}.${decimal?.[1] ?? '0'}`) * scaleOf(raw);
  return Math.round(figure * 100) / 100;
}
