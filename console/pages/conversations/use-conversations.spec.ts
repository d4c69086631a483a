import { expect, it } from 'vitest';
import type { ConversationPlaceFragment } from './conversations.generated.ts';
import { matches } from './use-conversations.ts';

const conversation = {
  __typename: 'Conversation',
  id: '1',
  status: 'OPEN',
  labels: ['vip'],
  lastMessageAt: '2026-11-22T00:00:00Z',
  channel: { __typename: 'Channel', id: '2', platform: 'X' },
  assignee: { __typename: 'Member', id: '3' },
} as ConversationPlaceFragment;

it('what an event brings belongs in a list where all that the list asks for holds', () => {
  expect(matches({}, conversation)).toBe(true);
  expect(matches({ status: ['OPEN'], platform: ['X'], assigneeId: '3', label: 'vip', unassigned: false }, conversation)).toBe(
    true,
  );
  expect(matches({ status: ['CLOSED'] }, conversation)).toBe(false);
  expect(matches({ platform: ['FACEBOOK'] }, conversation)).toBe(false);
  expect(matches({ assigneeId: '4' }, conversation)).toBe(false);
  expect(matches({ unassigned: true }, conversation)).toBe(false);
  expect(matches({ unassigned: true }, { ...conversation, assignee: null })).toBe(true);
  expect(matches({ label: 'vi' }, conversation)).toBe(false);
  const hot = { ...conversation, lead: { __typename: 'Lead', id: '4', tier: 'HOT' } } as ConversationPlaceFragment;
  expect([matches({ tier: ['HOT'] }, hot), matches({ tier: ['WARM', 'COLD'] }, hot)]).toEqual([true, false]);
  // without a score yet it is COLD, as the API has it
  expect([matches({ tier: ['COLD'] }, conversation), matches({ tier: ['HOT'] }, conversation)]).toEqual([true, false]);
});
