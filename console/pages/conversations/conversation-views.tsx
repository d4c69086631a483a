import { Alert, Button, Group, Menu, Stack } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { useText } from '../../i18n/language.tsx';
import { useSession } from '../../session/session.tsx';
import type { ConversationFilter } from './conversations.generated.ts';
import { isSameFilter, writeAddress } from './filter-address.ts';
import { filterOf, useViews, type View } from './use-views.ts';
import { ViewForm } from './view-form.tsx';

interface Properties {
  readonly filter: ConversationFilter;
  readonly viewId: string | null;
  readonly openId: string | null;
  /** How many changes the list was told of: the numbers follow. */
  readonly changes: number;
  readonly onChoose: (viewId: string | null) => void;
}

type Naming = 'new' | 'rename' | null;

/** What is kept under a name, above the list: each an address, with how many conversations it shows. */
export function ConversationViews({ filter, viewId, openId, changes, onChoose }: Properties) {
  const text = useText();
  const { may, member } = useSession();
  const { views, problem, isBusy, forget, save, remove } = useViews(changes);
  const [naming, setNaming] = useState<Naming>(null);
  const isShown = (view: View): boolean => isSameFilter(filterOf(view), filter);
  const chosen = views.find(({ id }) => id === viewId) ?? views.find(isShown);
  const isChanged = chosen !== undefined && !isShown(chosen);
  const mayChange = chosen && (!chosen.isShared || may('conversations:write'));
  const change = (next: Partial<Pick<View, 'isShared'>> & { filter?: ConversationFilter }): void => {
    if (chosen) void save({ id: chosen.id, name: chosen.name, isShared: chosen.isShared, filter: filterOf(chosen), ...next });
  };
  const name = (next: Naming): void => {
    forget();
    setNaming(next);
  };
  const isEmpty = isSameFilter(filter, {});
  // nothing is kept, and there is nothing to keep
  if (views.length === 0 && isEmpty) return null;
  return (
    <Stack gap={6}>
      <Group component="nav" gap={6} aria-label={text('views.title')}>
        {(views.length > 0 || !isEmpty) && (
          <Button
            component={Link}
            href={openId ? `/${openId}` : '/'}
            size="compact-sm"
            radius="xl"
            variant={isEmpty && !chosen ? 'light' : 'default'}
            aria-current={isEmpty && !chosen ? 'true' : undefined}
          >
            {text('views.all')}
          </Button>
        )}
        {views.map((view) => (
          <Button
            key={view.id}
            component={Link}
            href={`${openId ? `/${openId}` : '/'}${writeAddress({ filter: filterOf(view), viewId: view.id })}`}
            size="compact-sm"
            radius="xl"
            variant={view === chosen ? 'light' : 'default'}
            aria-current={view === chosen ? 'true' : undefined}
            title={text(view.isShared ? 'views.shared' : 'views.own')}
            rightSection={view.count}
          >
            {view.name}
          </Button>
        ))}
        {chosen && mayChange && (
          <Menu position="bottom-start">
            <Menu.Target>
              <Button size="compact-sm" variant="subtle" aria-label={text('views.change', { name: chosen.name })}>
                …
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {isChanged && <Menu.Item onClick={() => change({ filter })}>{text('views.replace')}</Menu.Item>}
              <Menu.Item onClick={() => name('rename')}>{text('views.rename')}</Menu.Item>
              {may('conversations:write') && !chosen.isShared && (
                <Menu.Item onClick={() => change({ isShared: true })}>{text('views.share')}</Menu.Item>
              )}
              {chosen.isShared && chosen.owner?.id === member?.id && (
                <Menu.Item onClick={() => change({ isShared: false })}>{text('views.unshare')}</Menu.Item>
              )}
              <Menu.Item
                color="red"
                onClick={() => void remove(chosen.id).then((isGone) => isGone && viewId === chosen.id && onChoose(null))}
              >
                {text(chosen.isShared ? 'views.removeShared' : 'views.remove')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
        {!isEmpty && (!chosen || isChanged) && naming === null && (
          <Button size="compact-sm" variant="subtle" onClick={() => name('new')}>
            {text('views.save')}
          </Button>
        )}
      </Group>
      {naming && (
        <ViewForm
          key={naming}
          name={naming === 'rename' ? (chosen?.name ?? '') : ''}
          mayShare={naming === 'new' && may('conversations:write')}
          isBusy={isBusy}
          onCancel={() => name(null)}
          onSave={async ({ name: called, isShared }) => {
            const known = naming === 'rename' ? chosen : undefined;
            const id = await save({
              id: known?.id ?? null,
              name: called,
              isShared: known?.isShared ?? isShared,
              filter: known ? filterOf(known) : filter,
            });
            if (id === null) return;
            setNaming(null);
            if (!known) onChoose(id);
          }}
        />
      )}
      {problem && (
        <Alert color="red" role="alert">
          {problem}
        </Alert>
      )}
    </Stack>
  );
}
