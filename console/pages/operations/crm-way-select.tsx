import { NativeSelect } from '@mantine/core';
import { useText } from '../../i18n/language.tsx';
import { CRM_WAYS, type CrmWay } from './credential-needs.ts';
import type { CrmKind } from './crm.generated.ts';

export function CrmWaySelect({ kind, way, onChoose }: { kind: CrmKind; way: CrmWay; onChoose: (way: CrmWay) => void }) {
  const text = useText();
  const ways = Object.keys(CRM_WAYS[kind]) as CrmWay[];
  return (
    <NativeSelect
      label={text('crm.way')}
      value={way}
      onChange={(event) => onChoose(ways.find((each) => each === event.currentTarget.value) ?? way)}
      data={ways.map((each) => ({ value: each, label: text(`crmWay.${each}`) }))}
    />
  );
}
