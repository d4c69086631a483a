import { NumberInput } from '@mantine/core';
import { useText } from '../../i18n/language.tsx';
import type { Intent } from './settings.generated.ts';

/** In per cent by intent, as typed; empty: the threshold for all holds. */
export type TypedThresholds = Readonly<Partial<Record<Intent, number | string>>>;

/** Where an intent is held to another threshold than all. */
export function IntentThresholds({
  typed,
  onChange,
  mayWrite,
}: {
  typed: TypedThresholds;
  onChange: (typed: TypedThresholds) => void;
  mayWrite: boolean;
}) {
  const text = useText();
  return (Object.keys(typed) as Intent[]).map((intent) => (
    <NumberInput
      key={intent}
      label={text('settings.thresholdFor', { intent: text(`intent.${intent}`) })}
      description={text('settings.thresholdForHint')}
      value={typed[intent] ?? ''}
      onChange={(value) => onChange({ ...typed, [intent]: value })}
      min={0}
      max={100}
      suffix=" %"
      readOnly={!mayWrite}
    />
  ));
}
