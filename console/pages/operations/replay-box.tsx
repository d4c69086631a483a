import { Button, Group, Stack, Text } from '@mantine/core';
import { useText } from '../../i18n/language.tsx';
import { Problem } from './problem.tsx';
import { type DeadLetterFilter, useReplay } from './use-dead-letters.ts';

/** Says first what a replay would do, and does it when it is confirmed. */
export function ReplayBox({ filter, label, onDone }: { filter: DeadLetterFilter; label: string; onDone?: () => void }) {
  const text = useText();
  const { problem, isBusy, report, tryOut, replay, forget } = useReplay(filter);
  return (
    <Stack gap="xs">
      <Group gap="xs">
        {report?.dryRun ? (
          <>
            <Text size="sm" role="status">
              {text('letter.would', { replayed: report.replayed, skipped: report.skipped })}
            </Text>
            {report.replayed > 0 && (
              <Button size="xs" autoFocus loading={isBusy} onClick={() => void replay().then((isDone) => isDone && onDone?.())}>
                {text('letter.replayNow', { count: report.replayed })}
              </Button>
            )}
            <Button size="xs" variant="subtle" color="gray" onClick={forget}>
              {text('review.cancel')}
            </Button>
          </>
        ) : (
          <Button size="xs" variant="light" loading={isBusy} onClick={() => void tryOut()}>
            {label}
          </Button>
        )}
        {report && !report.dryRun && (
          <Text size="sm" role="status">
            {text('letter.did', { replayed: report.replayed, skipped: report.skipped })}
          </Text>
        )}
      </Group>
      <Problem words={problem} />
    </Stack>
  );
}
