import { Badge } from '@mantine/core';
import { useFormats } from '../../components/ui/use-formats.ts';
import { useText } from '../../i18n/language.tsx';
import type { ReviewRowFragment } from './review-queue.generated.ts';

/** Why it waits for a person, and how sure the machine was where that is part of it. */
export function ReasonBadge({ reason, confidence }: Pick<ReviewRowFragment, 'reason' | 'confidence'>) {
  const text = useText();
  const { share } = useFormats();
  return (
    <Badge variant="light" color={reason === 'UNSAFE' || reason === 'POLICY' ? 'orange' : undefined}>
      {text(`review.reason.${reason}`)}
      {confidence !== null && ` · ${share(confidence)}`}
    </Badge>
  );
}
