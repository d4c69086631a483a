import { Paper, Title } from '@mantine/core';
import { DataTable } from '../../components/ui/charts/chart-table.tsx';
import { useFormats } from '../../components/ui/use-formats.ts';
import { useText } from '../../i18n/language.tsx';
import type { InsightsQuery } from './insights.generated.ts';
import { useNames } from './use-names.ts';

/** What each platform or intent came to. */
export function PartsTable({
  kind,
  parts,
  target,
}: {
  kind: 'platform' | 'intent';
  parts: InsightsQuery['insights']['byPlatform'];
  target: string;
}) {
  const text = useText();
  const { named } = useNames();
  const { count, share, duration } = useFormats();
  const label = text(`insights.by.${kind}`);
  return (
    <Paper withBorder p="sm">
      <Title order={2} size="h5">
        {label}
      </Title>
      <DataTable
        label={label}
        head={[
          text(kind === 'platform' ? 'insights.platform' : 'review.intent'),
          text('insights.messages'),
          text('insights.auto'),
          text('insights.reviews'),
          text('insights.editShare'),
          text('insights.medianReplyMs'),
          text('insights.slaShare', { target }),
        ]}
        rows={parts.map((part) => [
          part.name === 'UNKNOWN' ? text('insights.unknown') : named(kind, part.name),
          count(part.messages),
          share(part.autoReplyShare),
          share(part.reviewShare),
          share(part.editShare),
          duration(part.medianReplyMs),
          share(part.slaShare),
        ])}
      />
    </Paper>
  );
}
