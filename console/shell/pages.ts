import type { ComponentType } from 'react';
import { type FetchedApart, fetchedApart } from '../fetched-apart.ts';
import type { TextId } from '../i18n/language.tsx';

export interface Page extends FetchedApart<object> {
  readonly path: string;
  readonly title: TextId;
  /** Without one of these scopes there is nothing to see there, and it is not in the menu. */
  readonly scopes: readonly string[];
}

const page = (path: string, title: TextId, scopes: readonly string[], load: () => Promise<ComponentType>): Page => ({
  path,
  title,
  scopes,
  ...fetchedApart(load),
});

/** The menu, in its order. A page's own addresses stand below its path. */
export const PAGES: readonly Page[] = [
  page('/review', 'nav.review', ['reviews:read'], async () => (await import('../pages/review/review-page.tsx')).ReviewPage),
  page(
    '/conversations',
    'nav.conversations',
    ['conversations:read'],
    async () => (await import('../pages/conversations/conversations-page.tsx')).ConversationsPage,
  ),
  page('/leads', 'nav.leads', ['leads:read'], async () => (await import('../pages/leads/leads-page.tsx')).LeadsPage),
  page('/runs', 'nav.runs', ['runs:read'], async () => (await import('../pages/runs/runs-page.tsx')).RunsPage),
  page('/insights', 'nav.insights', ['ai:read'], async () => (await import('../pages/insights/insights-page.tsx')).InsightsPage),
  page(
    '/knowledge',
    'nav.knowledge',
    ['knowledge:read'],
    async () => (await import('../pages/knowledge/knowledge-page.tsx')).KnowledgePage,
  ),
  page(
    '/operations',
    'nav.operations',
    ['conversations:read', 'crm:read', 'members:read', 'operations:read', 'ai:read'],
    async () => (await import('../pages/operations/operations-page.tsx')).OperationsPage,
  ),
];

export const pageAt = (address: string): Page | undefined =>
  PAGES.find(({ path }) => address === path || address.startsWith(`${path}/`));
