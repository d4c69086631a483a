import { Button, Group, Stack } from '@mantine/core';
import { useId, useRef } from 'react';
import { useText } from '../../i18n/language.tsx';
import type { ConversationFilter } from './conversations.generated.ts';
import { FilterFields } from './filter-fields.tsx';
import { type SetFilter, setFilters } from './set-filters.ts';
import { useAssignees } from './use-assignees.ts';

interface Properties {
  readonly filter: ConversationFilter;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly onFilter: (filter: ConversationFilter) => void;
}

/** Behind a button, so that the list has the room: what is set can be seen and taken away while the fields are not there. */
export function ConversationFilters({ filter, isOpen, onToggle, onFilter }: Properties) {
  const text = useText();
  const assignees = useAssignees(filter);
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const set = setFilters(filter);
  const called = ({ value, sentence }: SetFilter): string =>
    sentence ? text(sentence) : (assignees.find((each) => each.value === value)?.label ?? value);
  return (
    <Stack gap="xs">
      <Group gap={6}>
        <Button
          ref={button}
          size="compact-sm"
          variant="default"
          aria-expanded={isOpen}
          aria-controls={isOpen ? id : undefined}
          onClick={onToggle}
          rightSection={<span aria-hidden="true">{isOpen ? '▴' : '▾'}</span>}
        >
          {text('conversations.filtersSet', { count: set.length })}
        </Button>
        {!isOpen &&
          set.map((each) => (
            <Button
              key={`${each.field} ${each.value}`}
              size="compact-sm"
              variant="light"
              radius="xl"
              fw={500}
              aria-label={text('conversations.removeFilter', { field: text(`conversations.${each.field}`), value: called(each) })}
              onClick={() => {
                onFilter(each.without);
                // the chip is gone, and the focus with it
                button.current?.focus();
              }}
              rightSection={<span aria-hidden="true">×</span>}
            >
              {called(each)}
            </Button>
          ))}
      </Group>
      {isOpen && <FilterFields id={id} filter={filter} assignees={assignees} onFilter={onFilter} />}
    </Stack>
  );
}
