import { Alert } from '@mantine/core';
import { refusalMessage } from '../../api/error-message.ts';
import { useText } from '../../i18n/language.tsx';
import type { ClaimOutcomeFragment } from './review.generated.ts';
import type { DecisionProblem as Problem } from './use-decision.ts';

/** Why something was not done, and what to do. */
export function DecisionProblem({ problem }: { problem: Problem | ClaimOutcomeFragment | null }) {
  const text = useText();
  if (problem === null || (problem !== 'UNREACHABLE' && problem.__typename === 'Review')) return null;
  const said = (): string => {
    if (problem === 'UNREACHABLE') return text('review.unreachable');
    switch (problem.__typename) {
      case 'Said':
        return problem.message;
      case 'ReviewHeldByAnother':
        return text('review.heldBy', { name: problem.by?.displayName ?? text('contact.unknown') });
      case 'ReviewAlreadyDecided':
        return text('review.alreadyDecided');
      case 'DraftOutdated':
        return text('review.outdated');
      case 'ReplyRefused':
        return refusalMessage(problem);
      default:
        return text('review.lost');
    }
  };
  return (
    <Alert color="orange" role="alert">
      {said()}
    </Alert>
  );
}
