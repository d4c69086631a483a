import { List, Progress, Stack, Text } from '@mantine/core';
import { FormattedNumber } from 'react-intl';
import { useText } from '../../i18n/language.tsx';
import { useSpend } from './use-settings.ts';

const STAGES = ['NORMAL', 'WARNING', 'CHEAPER_MODELS', 'CACHE_AND_REVIEW_ONLY'] as const;
const COLOURS = { NORMAL: 'teal', WARNING: 'yellow', CHEAPER_MODELS: 'orange', CACHE_AND_REVIEW_ONLY: 'red' } as const;

/** What the month has cost, and what becomes of replies as its limit comes nearer. */
export function BudgetStanding() {
  const text = useText();
  const spend = useSpend();
  if (spend === null) return null;
  const { costUsd, budgetUsd, stage } = spend;
  return (
    <Stack gap={6}>
      <Text size="sm">
        {text('settings.spent')} <FormattedNumber value={costUsd} style="currency" currency="USD" />
      </Text>
      {budgetUsd !== null && (
        <>
          <Progress
            value={budgetUsd === 0 ? 100 : Math.min(100, (100 * costUsd) / budgetUsd)}
            color={COLOURS[stage]}
            aria-label={text('settings.spent')}
          />
          <List size="sm" spacing={2} aria-label={text('settings.stages')}>
            {STAGES.map((each) => (
              <List.Item key={each} fw={each === stage ? 700 : undefined} aria-current={each === stage ? 'step' : undefined}>
                {text(`settings.stage.${each}`)}
              </List.Item>
            ))}
          </List>
        </>
      )}
    </Stack>
  );
}
