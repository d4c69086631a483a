import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import type { TextId } from '../i18n/language.tsx';

export interface Page {
  readonly path: string;
  readonly title: TextId;
  /** Without one of these scopes there is nothing to see there, and it is not in the menu. */
  readonly scopes: readonly string[];
  /** Fetched when it is opened for the first time. */
  readonly Component: LazyExoticComponent<ComponentType>;
}

/** The menu, in its order. A page's own addresses stand below its path. */
export const PAGES: readonly Page[] = [
  {
    path: '/review',
    title: 'nav.review',
    scopes: ['reviews:read'],
    Component: lazy(async () => ({ default: (await import('../pages/review/review-page.tsx')).ReviewPage })),
  },
  {
    path: '/conversations',
    title: 'nav.conversations',
    scopes: ['conversations:read'],
    Component: lazy(async () => ({
      default: (await import('../pages/conversations/conversations-page.tsx')).ConversationsPage,
    })),
  },
  {
    path: '/leads',
    title: 'nav.leads',
    scopes: ['leads:read'],
    Component: lazy(async () => ({ default: (await import('../pages/leads/leads-page.tsx')).LeadsPage })),
  },
  {
    path: '/runs',
    title: 'nav.runs',
    scopes: ['runs:read'],
    Component: lazy(async () => ({ default: (await import('../pages/runs/runs-page.tsx')).RunsPage })),
  },
  {
    path: '/insights',
    title: 'nav.insights',
    scopes: ['ai:read'],
    Component: lazy(async () => ({ default: (await import('../pages/insights/insights-page.tsx')).InsightsPage })),
  },
  {
    path: '/knowledge',
    title: 'nav.knowledge',
    scopes: ['knowledge:read'],
    Component: lazy(async () => ({ default: (await import('../pages/knowledge/knowledge-page.tsx')).KnowledgePage })),
  },
  {
    path: '/operations',
    title: 'nav.operations',
    scopes: ['conversations:read', 'crm:read', 'members:read', 'operations:read', 'ai:read'],
    Component: lazy(async () => ({ default: (await import('../pages/operations/operations-page.tsx')).OperationsPage })),
  },
];
