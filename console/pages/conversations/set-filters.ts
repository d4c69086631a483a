import type { TextId } from '../../i18n/language.tsx';
import type { ConversationFilter } from './conversations.generated.ts';
import { NOBODY, SOMEBODY } from './filter-address.ts';

/** One value that the list is narrowed by. */
export interface SetFilter {
  readonly field: 'status' | 'platform' | 'assignee' | 'tier' | 'label';
  readonly value: string;
  /** What the value is called; a member's id and a label have no sentence. */
  readonly sentence: TextId | null;
  /** The filter as it is once this one is taken away. */
  readonly without: ConversationFilter;
}

/** Who is asked for, as the choice of an assignee says it; null: whoever it is. */
export const assigneeIn = ({ unassigned, assigneeId }: ConversationFilter): string | null =>
  typeof unassigned === 'boolean' ? (unassigned ? NOBODY : SOMEBODY) : (assigneeId ?? null);

/** All that a list is narrowed by, in the order of the fields: each can be taken away by itself. */
export function setFilters(filter: ConversationFilter): SetFilter[] {
  const { status, platform, assigneeId, unassigned, tier, label } = filter;
  const assignee = assigneeIn(filter);
  const without = (changed: ConversationFilter): ConversationFilter => withoutEmpty({ ...filter, ...changed });
  const others = <Value>(values: readonly Value[], value: Value): Value[] => values.filter((other) => other !== value);
  return [
    ...(status ?? []).map((value) => ({
      field: 'status' as const,
      value,
      sentence: `status.${value}` as const,
      without: without({ status: others(status ?? [], value) }),
    })),
    ...(platform ?? []).map((value) => ({
      field: 'platform' as const,
      value,
      sentence: `platform.${value}` as const,
      without: without({ platform: others(platform ?? [], value) }),
    })),
    ...(assignee === null
      ? []
      : [
          {
            field: 'assignee' as const,
            value: assigneeId ?? '',
            sentence: typeof unassigned === 'boolean' ? (`conversations.${unassigned ? 'nobody' : 'anyMember'}` as const) : null,
            without: without({ assigneeId: null, unassigned: null }),
          },
        ]),
    ...(tier ?? []).map((value) => ({
      field: 'tier' as const,
      value,
      sentence: `tier.${value}` as const,
      without: without({ tier: others(tier ?? [], value) }),
    })),
    ...(label ? [{ field: 'label' as const, value: label, sentence: null, without: without({ label: null }) }] : []),
  ];
}

/** What is not asked for is left out, so that the same question is the same list. */
export const withoutEmpty = (filter: ConversationFilter): ConversationFilter =>
  Object.fromEntries(
    Object.entries(filter).filter(([, value]) => value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)),
  ) as ConversationFilter;
