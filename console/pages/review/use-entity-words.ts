import { useIntl } from 'react-intl';
import { type TextId, useText } from '../../i18n/language.tsx';

interface Entity {
  /** Of `Entity.kind`: a newer extractor may know others than this page does. */
  readonly kind: string;
  /** Not there for who may not read personal data. */
  readonly value?: string;
  readonly normalized?: string | null;
}

/** What was found in a message, as the reader's language writes it: a date as a date, money as money. */
export function useEntityWords(): (entity: Entity) => string {
  const text = useText();
  const { messages, formatDate, formatNumber, formatDisplayName } = useIntl();
  const written = (kind: string, value: string, normalized: string): string => {
    const [, year, month, day] = (kind === 'DATE' && /^(\d{4})-(\d\d)(?:-(\d\d))?$/.exec(normalized)) || [];
    if (year && month)
      return formatDate(new Date(Number(year), Number(month) - 1, Number(day ?? 1)), {
        year: 'numeric',
        month: 'long',
        ...(day && { day: 'numeric', weekday: 'short' }),
      });
    const [, amount, currency] = (kind === 'BUDGET' && /^(\d+(?:\.\d+)?) ([A-Z]{3})$/.exec(normalized)) || [];
    if (amount && currency)
      return formatNumber(Number(amount), { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' });
    if (kind === 'PLACE' && /^[A-Z]{2}$/.test(normalized)) return formatDisplayName(normalized, { type: 'region' }) ?? value;
    // counted things are named in English: the customer's own words say them better
    return kind === 'QUANTITY' || kind === 'BUDGET' ? value : normalized;
  };
  return ({ kind: given, value, normalized }) => {
    const kind = given.toUpperCase();
    const id = `entity.${kind}`;
    const name = Object.hasOwn(messages, id) ? text(id as TextId) : given;
    return value === undefined ? name : text('review.entity', { name, value: written(kind, value, normalized ?? value) });
  };
}
