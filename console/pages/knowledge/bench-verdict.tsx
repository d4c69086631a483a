import { Alert, List, Text } from '@mantine/core';
import { FormattedDisplayName } from 'react-intl';
import { useFormats } from '../../components/ui/use-formats.ts';
import { useText } from '../../i18n/language.tsx';
import type { BenchVerdictFragment } from './knowledge.generated.ts';
import { verdictReasons } from './verdict-reasons.ts';

const COLOURS = { AUTO_REPLIED: 'teal', IN_REVIEW: 'yellow', NO_REPLY: 'gray' } as const;

/** Who would send the reply, why, and the numbers behind it. */
export function BenchVerdict({ verdict }: { readonly verdict: BenchVerdictFragment }) {
  const text = useText();
  const { share } = useFormats();
  const { status, confidence, threshold, reviewChance, intent, language } = verdict;
  const shown = status === 'AUTO_REPLIED' || status === 'NO_REPLY' ? status : 'IN_REVIEW';
  const values = { confidence: share(confidence), threshold: share(threshold), share: share(reviewChance) };
  const why = verdictReasons(verdict);
  // that sentence says both already
  const areNumbersSaid = why.includes('BELOW');
  const reasons = why.map((reason) => text(`bench.why.${reason}`, values));
  return (
    <Alert role="group" color={COLOURS[shown]} title={text(`bench.verdict.${shown}`)}>
      {reasons.length === 1 ? (
        <Text size="sm">{reasons[0]}</Text>
      ) : (
        <List size="sm">
          {reasons.map((reason) => (
            <List.Item key={reason}>{reason}</List.Item>
          ))}
        </List>
      )}
      <Text size="sm" mt={4}>
        {confidence !== null && !areNumbersSaid && `${text('bench.confidence', values)} · `}
        {confidence !== null && threshold !== null && !areNumbersSaid && `${text('bench.threshold', values)} · `}
        {text('bench.understood', { intent: text(`intent.${intent ?? 'UNKNOWN'}`) })}
        {language && (
          <>
            {' · '}
            <FormattedDisplayName type="language" value={language} />
          </>
        )}
      </Text>
    </Alert>
  );
}
