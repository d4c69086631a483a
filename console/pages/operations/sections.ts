import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import type { TextId } from '../../i18n/language.tsx';

export interface Section {
  readonly path: string;
  readonly title: TextId;
  readonly scope: string;
  readonly Component: LazyExoticComponent<ComponentType>;
}

/** What there is to run a tenant by, in the order of its menu. */
export const SECTIONS: readonly Section[] = [
  {
    path: '/channels',
    title: 'operations.channels',
    scope: 'conversations:read',
    Component: lazy(async () => ({ default: (await import('./channels-section.tsx')).ChannelsSection })),
  },
  {
    path: '/crm',
    title: 'operations.crm',
    scope: 'crm:read',
    Component: lazy(async () => ({ default: (await import('./crm-section.tsx')).CrmSection })),
  },
  {
    path: '/members',
    title: 'operations.members',
    scope: 'members:read',
    Component: lazy(async () => ({ default: (await import('./members-section.tsx')).MembersSection })),
  },
  {
    path: '/alerts',
    title: 'operations.alerts',
    scope: 'operations:read',
    Component: lazy(async () => ({ default: (await import('./alerts-section.tsx')).AlertsSection })),
  },
  {
    path: '/dead-letters',
    title: 'operations.deadLetters',
    scope: 'operations:read',
    Component: lazy(async () => ({ default: (await import('./dead-letters-section.tsx')).DeadLettersSection })),
  },
  {
    path: '/catalogue',
    title: 'operations.catalogue',
    scope: 'knowledge:read',
    Component: lazy(async () => ({ default: (await import('./catalogue-section.tsx')).CatalogueSection })),
  },
  {
    path: '/settings',
    title: 'operations.settings',
    scope: 'ai:read',
    Component: lazy(async () => ({ default: (await import('./settings-section.tsx')).SettingsSection })),
  },
];
