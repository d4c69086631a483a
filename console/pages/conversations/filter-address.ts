import type { ConversationFilter, ConversationStatus, LeadTier, Platform } from './conversations.generated.ts';

export const STATUSES = ['OPEN', 'WAITING_FOR_REVIEW', 'WAITING_FOR_CUSTOMER', 'SNOOZED', 'CLOSED'] as const;
export const PLATFORMS = ['FACEBOOK', 'INSTAGRAM', 'X', 'LINKEDIN'] as const;
export const TIERS = ['HOT', 'WARM', 'COLD'] as const;
/** In the place of a member's id. */
export const NOBODY = 'nobody';
export const SOMEBODY = 'somebody';

/** What stands in the address beside the conversation that is open. */
export interface Place {
  readonly filter: ConversationFilter;
  /** What is searched for in messages; empty: nothing is. */
  readonly words: string;
  /** The view that was chosen last: the filters may have been changed since. */
  readonly viewId: string | null;
}

/** What an address does not spell rightly is left out: an old link shows more, and not an error. */
export function readAddress(search: string): Place {
  const given = new URLSearchParams(search);
  const several = <Value extends string>(name: string, known: readonly Value[]): Value[] | null => {
    const values = known.filter((value) => given.getAll(name).includes(value));
    return values.length > 0 ? values : null;
  };
  const assignee = given.get('assignee');
  // cut between two halves of a sign, it would be no text that the API takes
  const label = given.get('label')?.trim().slice(0, 50).toWellFormed().replaceAll('\0', '');
  const status = several<ConversationStatus>('status', STATUSES);
  const platform = several<Platform>('platform', PLATFORMS);
  const tier = several<LeadTier>('tier', TIERS);
  return {
    filter: {
      ...(status && { status }),
      ...(platform && { platform }),
      ...(assignee === NOBODY && { unassigned: true }),
      ...(assignee === SOMEBODY && { unassigned: false }),
      ...(assignee && /^[0-9a-f-]{36}$/i.test(assignee) && { assigneeId: assignee }),
      ...(label && { label }),
      ...(tier && { tier }),
    },
    words: given.get('q')?.trim().slice(0, 500) ?? '',
    viewId: given.get('view'),
  };
}

/** With its question mark; empty where nothing is asked for. */
export function writeAddress({ filter, words = '', viewId = null }: Partial<Place> & Pick<Place, 'filter'>): string {
  const { status, platform, assigneeId, unassigned, label, tier } = filter;
  const said = new URLSearchParams([
    ...(viewId ? [['view', viewId]] : []),
    ...(status ?? []).map((value) => ['status', value]),
    ...(platform ?? []).map((value) => ['platform', value]),
    ...(assigneeId ? [['assignee', assigneeId]] : []),
    ...(typeof unassigned === 'boolean' ? [['assignee', unassigned ? NOBODY : SOMEBODY]] : []),
    ...(label ? [['label', label]] : []),
    ...(tier ?? []).map((value) => ['tier', value]),
    ...(words ? [['q', words]] : []),
  ]).toString();
  return said && `?${said}`;
}

/** Whether two filters ask for the same, however they are written: the API answers null for what is not asked for. */
export const isSameFilter = (one: ConversationFilter, other: ConversationFilter): boolean =>
  writeAddress(readAddress(writeAddress({ filter: one }))) === writeAddress(readAddress(writeAddress({ filter: other })));
