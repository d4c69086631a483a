import type { FragmentType } from '@apollo/client';
import { useFragment } from '@apollo/client/react';
import { Badge, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { FormattedDisplayName, FormattedNumber } from 'react-intl';
import { useText } from '../../i18n/language.tsx';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import { type OpenReviewQuery, type ReviewFindingsFragment, ReviewFindingsFragmentDoc } from './review.generated.ts';
import { ReviewLead } from './review-lead.tsx';
import { useEntityWords } from './use-entity-words.ts';

type Lead = NonNullable<NonNullable<OpenReviewQuery['review']>['conversation']>['lead'];

interface Properties {
  readonly run: FragmentType<ReviewFindingsFragment> & { readonly id: string };
  readonly confidence: number | null;
  readonly lead: Lead | null;
}

/** What the agents made of the message. */
export function ReviewFindings({ run, confidence, lead }: Properties) {
  const text = useText();
  const words = useEntityWords();
  const { data, complete } = useFragment({
    fragment: ReviewFindingsFragmentDoc,
    fragmentName: 'ReviewFindings',
    from: run,
    variables: useScopeVariables('readPersonalData'),
  });
  if (!complete) return null;
  const { intent, intentConfidence, language, costUsd, latencyMs, entities } = data;
  return (
    <Stack component="section" gap="sm" aria-labelledby="findings-title">
      <Title order={3} size="h5" id="findings-title">
        {text('review.findings')}
      </Title>
      <SimpleGrid cols={{ base: 2, sm: 3 }} spacing="xs">
        {intent && (
          <Fact name={text('review.intent')}>
            {text(`intent.${intent}`)} {intentConfidence !== null && <Percent value={intentConfidence} />}
          </Fact>
        )}
        {confidence !== null && (
          <Fact name={text('review.confidence')}>
            <Percent value={confidence} />
          </Fact>
        )}
        {language && (
          <Fact name={text('review.language')}>
            <FormattedDisplayName type="language" value={language} />
          </Fact>
        )}
        <Fact name={text('review.cost')}>
          <FormattedNumber value={costUsd} style="currency" currency="USD" maximumFractionDigits={4} />
        </Fact>
        {latencyMs !== null && (
          <Fact name={text('review.latency')}>
            <FormattedNumber value={latencyMs} style="unit" unit="millisecond" />
          </Fact>
        )}
      </SimpleGrid>
      {lead && <ReviewLead lead={lead} />}
      {entities.length > 0 && (
        <Group gap={6} aria-label={text('review.entities')}>
          {entities.map((entity) => (
            <Badge key={`${entity.kind}-${entity.start}-${entity.value}`} variant="default" title={entity.value}>
              {words(entity)}
            </Badge>
          ))}
        </Group>
      )}
    </Stack>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {name}
      </Text>
      <Text size="sm">{children}</Text>
    </div>
  );
}

const Percent = ({ value }: { value: number }) => <FormattedNumber value={value} style="percent" maximumFractionDigits={0} />;
