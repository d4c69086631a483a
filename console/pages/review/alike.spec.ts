import { describe, expect, it } from 'vitest';
import { groupAlike, type LikenessOfReview, withoutName } from './alike.ts';

const DRAFT = 'Hi! Delivery costs 4.90 euros.';
const makeReview = (id: string, said: Partial<LikenessOfReview> = {}): LikenessOfReview => ({
  id,
  status: 'PENDING',
  reason: 'LOW_CONFIDENCE',
  draftText: DRAFT,
  claim: null,
  conversation: { isPublic: false, channel: { platform: 'FACEBOOK' }, contact: { displayName: null } },
  run: { intent: 'SALES', language: 'en' },
  ...said,
});
const of = (displayName: string) => ({ isPublic: false, channel: { platform: 'FACEBOOK' }, contact: { displayName } });
const groups = (...reviews: LikenessOfReview[]) => [...new Set(groupAlike(reviews, 'me').values())];

describe('reviews are alike', () => {
  it('where the same is said in the same kind of place; each of them knows all of them', () => {
    const known = groupAlike([makeReview('1'), makeReview('2', { draftText: 'Other.' }), makeReview('3')], 'me');
    expect([...known]).toEqual([
      ['1', ['1', '3']],
      ['3', ['1', '3']],
    ]);
  });

  it('where the drafts differ in the name that they greet, and in nothing else', () => {
    const greeting = (id: string, name: string) =>
      makeReview(id, { draftText: `Hi ${name}! Delivery costs 4.90 euros.`, conversation: of(`${name} Berger`) });
    expect(groups(greeting('1', 'Mara'), greeting('2', 'Ben'))).toEqual([['1', '2']]);
    const dear = makeReview('3', { draftText: 'Hi Ben! Delivery costs 5.90 euros.', conversation: of('Ben Berger') });
    expect(groups(greeting('1', 'Mara'), dear)).toEqual([]);
  });

  it.each<[string, Partial<LikenessOfReview>]>([
    ['policy keeps one for a look of its own', { reason: 'POLICY' }],
    ['one has unsafe words', { reason: 'UNSAFE' }],
    ['one is part of the audit', { reason: 'SAMPLED' }],
    ['another member holds one', { status: 'CLAIMED', claim: { by: { id: 'rita' } } }],
    ['one is decided', { status: 'SENDING' }],
    ['one has another draft', { draftText: 'Hi! Delivery costs 4.90 euro.' }],
    ['one has no draft', { draftText: null }],
    ['one is on another platform', { conversation: { ...of('A'), channel: { platform: 'X' } } }],
    ['one is public', { conversation: { ...of('A'), isPublic: true } }],
    ['one wants something else', { run: { intent: 'SUPPORT', language: 'en' } }],
    ['one is in another language', { run: { intent: 'SALES', language: 'de' } }],
    ['one may not be seen', { conversation: null }],
  ])('but not where %s', (_, other) => {
    expect(groups(makeReview('1'), makeReview('2', other))).toEqual([]);
  });

  it('but not for having no draft, either of them', () => {
    expect(groups(makeReview('1', { draftText: ' ' }), makeReview('2', { draftText: ' ' }))).toEqual([]);
  });

  it('also where the reader holds one, or a claim ran out', () => {
    const mine = makeReview('1', { status: 'CLAIMED', claim: { by: { id: 'me' } } });
    expect(groups(mine, makeReview('2', { status: 'CLAIMED' }))).toEqual([['1', '2']]);
  });
});

it('takes no name out of the middle of a word, nor out of what is said after the greeting', () => {
  expect(withoutName('Hi Ana! Analysis follows.', 'Ana')).toBe('Hi \u0000! Analysis follows.');
  expect(withoutName('Analysis follows.', 'Ana')).toBe('Analysis follows.');
  const long = `${'x'.repeat(70)} Ana`;
  expect(withoutName(long, 'Ana')).toBe(long);
  expect(withoutName('Hi (Ana)', '(.*')).toBe('Hi (Ana)');
});
