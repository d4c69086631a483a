import { Grid, Paper, Stack, Text, Title } from '@mantine/core';
import { ReliabilityDiagram } from '../../components/ui/charts/reliability-diagram.tsx';
import { PageState } from '../../components/ui/page-state.tsx';
import { useFormats } from '../../components/ui/use-formats.ts';
import { useText } from '../../i18n/language.tsx';
import { GateInWords } from './gate-in-words.tsx';
import type { ConfidenceQuery, Intent } from './insights.generated.ts';
import { ThresholdCurve } from './threshold-curve.tsx';

export function ConfidenceSection({ confidence, intent }: { confidence: ConfidenceQuery; intent: Intent | null }) {
  const text = useText();
  const { share } = useFormats();
  const { calibration, thresholdCurve, aiSettings } = confidence;
  const own = aiSettings.thresholds.find((each) => each.intent === intent)?.threshold;
  const isCounted = thresholdCurve.some(({ decisions }) => decisions > 0);
  const isDecided = calibration.some(({ decisions }) => decisions > 0);
  return (
    <Grid gap="sm">
      <Grid.Col span={{ base: 12, md: 5 }}>
        <Paper withBorder p="sm" h="100%">
          <Stack gap="xs">
            <Title order={2} size="h5">
              {text('insights.calibration')}
            </Title>
            <Text size="sm">{text('insights.calibrationHint')}</Text>
            {isDecided ? (
              <ReliabilityDiagram
                label={text('insights.calibration')}
                names={{
                  promised: text('insights.confidence'),
                  kept: text('insights.unchanged'),
                  decisions: text('insights.decisions'),
                }}
                bins={calibration.map(({ meanConfidence, approvedUnchanged, ...bin }) => ({
                  ...bin,
                  promised: meanConfidence,
                  kept: approvedUnchanged,
                }))}
                format={share}
              />
            ) : (
              <PageState state="empty" message={text('insights.noDecisions')} />
            )}
          </Stack>
        </Paper>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 7 }}>
        <Stack gap="sm">
          <GateInWords settings={aiSettings} />
          <Paper withBorder p="sm">
            <Title order={2} size="h5">
              {text('insights.curve')}
            </Title>
            {isCounted ? (
              <ThresholdCurve
                points={thresholdCurve}
                inForce={aiSettings.gate.threshold ?? own ?? aiSettings.confidenceThreshold}
                intent={intent}
              />
            ) : (
              <PageState state="empty" message={text(isDecided ? 'insights.noneCounted' : 'insights.noDecisions')} />
            )}
          </Paper>
        </Stack>
      </Grid.Col>
    </Grid>
  );
}
