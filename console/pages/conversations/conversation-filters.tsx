import { MultiSelect, Select, SimpleGrid, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { type TextId, useText } from '../../i18n/language.tsx';
import { useSession } from '../../session/session.tsx';
import type { ConversationFilter, ConversationStatus, LeadTier, Platform } from './conversations.generated.ts';
import { NOBODY, PLATFORMS, SOMEBODY, STATUSES, TIERS } from './filter-address.ts';
import { useMembers } from './use-members.ts';

/** Nothing chosen is whatever it is. */
const several = <Value,>(values: Value[]): Value[] | null => (values.length > 0 ? values : null);

interface Properties {
  readonly filter: ConversationFilter;
  readonly onFilter: (filter: ConversationFilter) => void;
}

export function ConversationFilters({ filter, onFilter }: Properties) {
  const text = useText();
  const { may } = useSession();
  const members = useMembers();
  const asked = filter.label ?? '';
  const [label, setLabel] = useState(asked);
  // the back button, or a view, brings another
  useEffect(() => setLabel(asked), [asked]);
  const { unassigned, assigneeId } = filter;
  const assignee = typeof unassigned === 'boolean' ? (unassigned ? NOBODY : SOMEBODY) : (assigneeId ?? null);
  const people = [
    { value: NOBODY, label: text('conversations.nobody') },
    { value: SOMEBODY, label: text('conversations.anyMember') },
    ...members,
  ];
  // from a link: somebody whom the reader does not know is asked for, and that is to be seen
  if (assigneeId && !people.some(({ value }) => value === assigneeId))
    people.push({ value: assigneeId, label: text('conversations.otherMember') });
  const choices = <Value extends string>(values: readonly Value[], say: (value: Value) => TextId) =>
    values.map((value) => ({ value, label: text(say(value)) }));
  const change = (changed: ConversationFilter): void => {
    const next = { ...filter, ...changed };
    // what is not asked for is left out, so that the same question is the same list
    onFilter(
      Object.fromEntries(Object.entries(next).filter(([, value]) => value !== null && value !== '')) as ConversationFilter,
    );
  };
  return (
    <SimpleGrid cols={2} spacing="xs" role="group" aria-label={text('conversations.filters')}>
      <MultiSelect
        label={text('conversations.status')}
        placeholder={filter.status ? undefined : text('conversations.anyStatus')}
        data={choices(STATUSES, (value) => `status.${value}`)}
        value={filter.status ?? []}
        onChange={(values) => change({ status: several(values as ConversationStatus[]) })}
      />
      <MultiSelect
        label={text('conversations.platform')}
        placeholder={filter.platform ? undefined : text('conversations.anyPlatform')}
        data={choices(PLATFORMS, (value) => `platform.${value}`)}
        value={filter.platform ?? []}
        onChange={(values) => change({ platform: several(values as Platform[]) })}
      />
      <Select
        label={text('conversations.assignee')}
        placeholder={text('conversations.anyone')}
        data={people}
        value={assignee}
        onChange={(value) =>
          change(
            value === NOBODY || value === SOMEBODY
              ? { unassigned: value === NOBODY, assigneeId: null }
              : { unassigned: null, assigneeId: value },
          )
        }
        clearable
      />
      {may('leads:read') && (
        <MultiSelect
          label={text('conversations.tier')}
          placeholder={filter.tier ? undefined : text('conversations.anyTier')}
          data={choices(TIERS, (value) => `tier.${value}`)}
          value={filter.tier ?? []}
          onChange={(values) => change({ tier: several(values as LeadTier[]) })}
        />
      )}
      <TextInput
        label={text('conversations.label')}
        value={label}
        onChange={(event) => setLabel(event.currentTarget.value)}
        onBlur={() => label.trim() !== asked && change({ label: label.trim() })}
        onKeyDown={(event) => event.key === 'Enter' && change({ label: label.trim() })}
        maxLength={50}
      />
    </SimpleGrid>
  );
}
