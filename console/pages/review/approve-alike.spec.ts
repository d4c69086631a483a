import { describe, expect, it } from 'vitest';
import { type AlikeAnswer, type AlikeOutcome, approveAlike } from './approve-alike.ts';

const SHOWN = ['1', '2', '3'].map((id) => ({ id, draft: `draft ${id}` }));
const claimed = (id: string, said: object = {}): AlikeAnswer => ({
  __typename: 'Review',
  claim: { token: Number(id) },
  draftText: `draft ${id}`,
  ...said,
});

/** A desk where everything goes well but what is said. */
async function approve(
  claims: Readonly<Record<string, AlikeAnswer>>,
  decisions: Readonly<Record<string, readonly AlikeAnswer[]>> = {},
  isCalledOff = false,
) {
  const outcomes = new Map<string, AlikeOutcome>();
  const [asked, released, sent]: [string[], string[], string[]] = [[], [], []];
  const held = await approveAlike(
    SHOWN,
    {
      claim: async (id) => {
        asked.push(`claim ${id}`);
        return id in claims ? (claims[id] ?? null) : claimed(id);
      },
      approve: async (id, token, draft) => {
        const turn = asked.filter((one) => one === `approve ${id}`).length;
        asked.push(`approve ${id}`);
        sent.push(draft);
        const said = decisions[id];
        return said ? (said[turn] ?? null) : claimed(id, { claim: null, token });
      },
      release: (id) => released.push(id),
      isCalledOff: () => isCalledOff,
    },
    (id, outcome) => outcomes.set(id, outcome),
  );
  return { outcomes: Object.fromEntries(outcomes), held: held.map(({ token }) => token), asked, released, sent };
}

describe('those that are alike are approved together', () => {
  it('each under its own claim, and none before all are claimed', async () => {
    const { outcomes, held, asked, released, sent } = await approve({});
    expect(outcomes).toEqual({ 1: { kind: 'HELD' }, 2: { kind: 'HELD' }, 3: { kind: 'HELD' } });
    expect(held).toEqual([1, 2, 3]);
    expect(sent).toEqual(['draft 1', 'draft 2', 'draft 3']);
    expect(asked.slice(0, 3).every((one) => one.startsWith('claim'))).toBe(true);
    expect(released).toEqual([]);
  });

  it('but not one whose draft is another by now, and that one is given back', async () => {
    const { outcomes, asked, released } = await approve({ 2: claimed('2', { draftText: 'another' }) });
    expect(outcomes).toMatchObject({ 1: { kind: 'HELD' }, 2: { kind: 'CHANGED' }, 3: { kind: 'HELD' } });
    expect([asked.includes('approve 2'), released]).toEqual([false, ['2']]);
  });

  it.each<[AlikeAnswer, AlikeOutcome]>([
    [
      { __typename: 'ReviewHeldByAnother', by: { displayName: 'Rita' } },
      { kind: 'HELD_BY', name: 'Rita' },
    ],
    [{ __typename: 'ReviewAlreadyDecided' }, { kind: 'DECIDED' }],
    [{ __typename: 'DraftOutdated' }, { kind: 'OUTDATED' }],
    [
      { __typename: 'Said', message: 'No.' },
      { kind: 'REFUSED', message: 'No.' },
    ],
    [null, { kind: 'UNCLAIMED' }],
  ])('what cannot be claimed (%o) keeps none of the others', async (answer, outcome) => {
    const { outcomes, held } = await approve({ 2: answer });
    expect([outcomes['2'], held]).toEqual([outcome, [1, 3]]);
  });

  it('a claim of which no answer came is asked for once more: it is not left to nobody', async () => {
    let turn = 0;
    const lost = {
      get 2() {
        turn += 1;
        return turn === 1 ? null : claimed('2');
      },
    };
    const { outcomes, held } = await approve(lost);
    expect([outcomes['2'], held]).toEqual([{ kind: 'HELD' }, [1, 2, 3]]);
  });

  it('nothing is approved for whoever went away meanwhile, and all that was claimed is given back', async () => {
    const { held, asked, released } = await approve({}, {}, true);
    expect([held, released]).toEqual([[], ['1', '2', '3']]);
    expect(asked.filter((one) => one.startsWith('approve'))).toEqual([]);
  });

  it('what is refused is given back, and says why', async () => {
    const { outcomes, held, released } = await approve({}, { 3: [{ __typename: 'ReplyRefused', message: 'Too late.' }] });
    expect([outcomes['3'], held, released]).toEqual([{ kind: 'REFUSED', message: 'Too late.' }, [1, 2], ['3']]);
  });

  it('a lost answer is asked for once more; twice lost, nobody says that it was not approved', async () => {
    const { outcomes, held, released } = await approve({}, { 1: [null, claimed('1', { claim: null })], 2: [null, null] });
    expect(outcomes).toEqual({ 1: { kind: 'HELD' }, 2: { kind: 'UNREACHABLE' }, 3: { kind: 'HELD' } });
    expect([held, released]).toEqual([[1, 3], []]);
  });
});
