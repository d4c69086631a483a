import { CombinedGraphQLErrors } from '@apollo/client';
import { errorMessage } from '../../api/error-message.ts';

/** What the API said against an attempt. */
export interface Refusal {
  readonly words: string;
  /** At fault, as the API spells it, without what it stands in: `timeZone`. */
  readonly field: string | null;
  readonly reason: string | null;
}

export function refusalOf(error: unknown): Refusal {
  const told = CombinedGraphQLErrors.is(error) ? error.errors[0]?.extensions : undefined;
  const field = typeof told?.['field'] === 'string' ? (told['field'].split('.').at(-1) ?? null) : null;
  const reason = typeof told?.['reason'] === 'string' ? told['reason'] : null;
  return { words: errorMessage(error), field, reason };
}

/** Puts a refusal where it belongs: at its field where the form shows that one, else below the whole form. */
export function placeRefusal(refusal: Refusal | null, fields: readonly string[]) {
  const isAtField = refusal?.field != null && fields.includes(refusal.field);
  return {
    problem: refusal && !isAtField ? refusal.words : null,
    /** Properties of the field's input. */
    at: (field: string) =>
      refusal && isAtField && refusal.field === field
        ? { error: refusal.words, errorProps: { role: 'alert' as const } }
        : { error: undefined },
  };
}
