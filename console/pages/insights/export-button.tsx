import { Button, Menu } from '@mantine/core';
import type { Period } from '../../components/ui/period.ts';
import { useText } from '../../i18n/language.tsx';
import { insightsCsv, type Shown } from './insights-csv.ts';

/** Without it a spreadsheet takes the file for another encoding. */
const BYTE_ORDER_MARK = '\ufeff';

const PARTS = ['insights', 'confidence', 'spend'] as const;
const FILE_NAMES = { insights: 'messages', confidence: 'confidence', spend: 'spend' } as const;

/** Saves what is shown, or a part of it; nothing leaves the browser. Not while a part of it is still to come, or is of the filters before. */
export function ExportButton({ shown, period, isWhole }: { shown: Shown; period: Period; isWhole: boolean }) {
  const text = useText();
  const save = (part: string, what: Shown): void => {
    const address = URL.createObjectURL(new Blob([BYTE_ORDER_MARK, insightsCsv(what)], { type: 'text/csv;charset=utf-8' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = `parley-${part}-${period.first}-to-${period.last}.csv`;
    link.click();
    // the browser reads it after the click
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  };
  const known = PARTS.filter((part) => shown[part]);
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button variant="default" disabled={!isWhole || known.length === 0} rightSection={<span aria-hidden="true">▾</span>}>
          {text('insights.export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => save('insights', shown)}>{text('export.all')}</Menu.Item>
        {known.map((part) => (
          <Menu.Item key={part} onClick={() => save(FILE_NAMES[part], { [part]: shown[part] })}>
            {text(`export.${part}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
