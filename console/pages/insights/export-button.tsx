import { Button } from '@mantine/core';
import type { Period } from '../../components/ui/period.ts';
import { useText } from '../../i18n/language.tsx';
import { insightsCsv, type Shown } from './insights-csv.ts';

/** Without it a spreadsheet takes the file for another encoding. */
const BYTE_ORDER_MARK = '\ufeff';

/** Saves what is shown; nothing leaves the browser. What is still of the filters before is not saved under the name of these. */
export function ExportButton({ shown, period, isPast }: { shown: Shown; period: Period; isPast: boolean }) {
  const text = useText();
  const save = (): void => {
    const address = URL.createObjectURL(new Blob([BYTE_ORDER_MARK, insightsCsv(shown)], { type: 'text/csv;charset=utf-8' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = `parley-insights-${period.first}-to-${period.last}.csv`;
    link.click();
    // the browser reads it after the click
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  };
  return (
    <Button variant="default" onClick={save} disabled={isPast || (!shown.insights && !shown.confidence && !shown.spend)}>
      {text('insights.export')}
    </Button>
  );
}
