import { MultiSelect, Select, SimpleGrid, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { type TextId, useText } from '../../i18n/language.tsx';
import { useSession } from '../../session/session.tsx';
import type { ConversationFilter, ConversationStatus, LeadTier, Platform } from './conversations.generated.ts';
import { NOBODY, PLATFORMS, SOMEBODY, STATUSES, TIERS } from './filter-address.ts';
import { assigneeIn, withoutEmpty } from './set-filters.ts';
import type { Choice } from './use-members.ts';

interface Properties {
  readonly id: string;
  readonly filter: ConversationFilter;
  readonly assignees: Choice[];
  readonly onFilter: (filter: ConversationFilter) => void;
}

/** A field for each thing that a list can be narrowed by. */
export function FilterFields({ id, filter, assignees, onFilter }: Properties) {
  const text = useText();
  const { may } = useSession();
  const asked = filter.label ?? '';
  const [label, setLabel] = useState(asked);
  // the back button, or a view, brings another
  useEffect(() => setLabel(asked), [asked]);
  const choices = <Value extends string>(values: readonly Value[], say: (value: Value) => TextId) =>
    values.map((value) => ({ value, label: text(say(value)) }));
  const change = (changed: ConversationFilter): void => onFilter(withoutEmpty({ ...filter, ...changed }));
  return (
    <SimpleGrid id={id} cols={2} spacing="xs" role="group" aria-label={text('conversations.filters')}>
      <MultiSelect
        label={text('conversations.status')}
        placeholder={filter.status ? undefined : text('conversations.anyStatus')}
        data={choices(STATUSES, (value) => `status.${value}`)}
        value={filter.status ?? []}
        onChange={(values) => change({ status: values as ConversationStatus[] })}
      />
      <MultiSelect
        label={text('conversations.platform')}
        placeholder={filter.platform ? undefined : text('conversations.anyPlatform')}
        data={choices(PLATFORMS, (value) => `platform.${value}`)}
        value={filter.platform ?? []}
        onChange={(values) => change({ platform: values as Platform[] })}
      />
      <Select
        label={text('conversations.assignee')}
        placeholder={text('conversations.anyone')}
        data={assignees}
        value={assigneeIn(filter)}
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
          onChange={(values) => change({ tier: values as LeadTier[] })}
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
