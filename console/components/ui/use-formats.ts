import { useMemo } from 'react';
import { useIntl } from 'react-intl';

/** Numbers as the reader's language writes them; a dash stands for what is not known. */
export function useFormats() {
  const { formatNumber } = useIntl();
  return useMemo(() => {
    const orDash = <Value>(value: Value | null | undefined, write: (known: Value) => string): string =>
      value === null || value === undefined ? '–' : write(value);
    const unit = (value: number, name: 'millisecond' | 'second' | 'minute' | 'hour', digits: number): string =>
      formatNumber(value, { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: digits });
    return {
      count: (value: number | null | undefined) => orDash(value, (known) => formatNumber(known)),
      share: (value: number | null | undefined) =>
        orDash(value, (known) => formatNumber(known, { style: 'percent', maximumFractionDigits: 1 })),
      usd: (value: number | null | undefined) =>
        orDash(value, (known) =>
          // a call costs parts of a cent: two digits that say something, and cents from ten of them on
          formatNumber(known, {
            style: 'currency',
            currency: 'USD',
            ...(known > 0 && known < 0.1 ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: 2 }),
          }),
        ),
      duration: (ms: number | null | undefined) =>
        orDash(ms, (known) => {
          if (known < 1_000) return unit(known, 'millisecond', 0);
          if (known < 60_000) return unit(known / 1_000, 'second', 1);
          if (known < 3_600_000) return unit(known / 60_000, 'minute', 1);
          return unit(known / 3_600_000, 'hour', 1);
        }),
    };
  }, [formatNumber]);
}
