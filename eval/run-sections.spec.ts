import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { planOf, runSections } from './run-sections.ts';
import { type Floor, faultsOf, holds, type Ran, type Section } from './section.ts';
import { takeSample } from './take-sample.ts';
import { writeReport } from './write-report.ts';

const HOW = { seconds: 12, cores: 2, all: false, node: 'v24' };
const floor = (measured: number, more: Partial<Floor> = {}): Floor => ({
  what: 'it',
  measured,
  floor: 0.7,
  better: 'more',
  ...more,
});
const ran = (section: Partial<Section> | null, failure: string | null = null): Ran => ({
  name: 'part',
  section: section && { title: 'Part', method: 'Done.', chosenOn: 'nothing.', tables: [], ...section },
  failure,
  ...{ seconds: 1, cpuSeconds: 1, load: 0 },
});

describe('a run of the evaluation', () => {
  it('fails for a floor that is missed, for a figure that is none, and for a part that did not run', () => {
    expect(faultsOf([ran({ floors: [floor(0.71)] })])).toEqual([]);
    expect(faultsOf([ran({ floors: [floor(0.69)] })])).toEqual(['it is missed']);
    for (const better of ['more', 'less'] as const) expect(holds(floor(Number.NaN, { better }))).toBe(false);
    expect(faultsOf([ran(null, 'no memory')])).toEqual(['part did not run: no memory']);
  });

  it('measures what a message takes while nothing else does, and everything else the longest first', () => {
    const { together, alone } = planOf(['agents', 'calibration', 'entities', 'intent']);
    expect(together).toEqual(['intent', 'calibration', 'entities']);
    expect(alone).toEqual(['agents']);
  });

  it('tells of a part whose process cannot do it, instead of ending without it', async () => {
    const told: string[] = [];
    const [part] = await runSections(['no-such-part'], { all: false }, ({ name }) => told.push(name));
    expect(told).toEqual(['no-such-part']);
    expect(part?.section).toBeNull();
    expect(part?.failure).toContain('no-such-part.eval.ts');
  });

  it('takes the same texts for every part, about half of them, or all', () => {
    const rows = Array.from({ length: 2_000 }, (_, at) => ({ text: `message ${at}` }));
    const taken = takeSample(rows, false);
    expect(taken.length).toBeGreaterThan(900);
    expect(taken.length).toBeLessThan(1_100);
    expect(takeSample([...rows].reverse(), false)).toEqual([...taken].reverse());
    expect(takeSample(rows, true)).toEqual(rows);
  });
});

describe('the report', () => {
  it('says of each floor what was asked, what fails, what was hoped for, and what came', () => {
    const report = writeReport([ran({ floors: [floor(0.75, { asked: 0.6, aim: 0.8 }), floor(0.5, { what: 'that' })] })], HOW);
    expect(report).toContain('| it | 0.750 | ≥ 0.6 | ≥ 0.7 | ≥ 0.8 | holds, short of the aim |');
    expect(report).toContain('| that | 0.500 |  | ≥ 0.7 |  | **missed** |');
    expect(report).toContain('**that is missed.**');
  });

  it('says what was chosen on which data, and which part did not run', () => {
    const report = writeReport([ran({ chosenOn: 'these rows.' }), ran(null, 'no memory')], HOW);
    expect(report).toContain('*Chosen on:* these rows.');
    expect(report).toContain('**Did not run:** no memory');
  });

  it('keeps a message that holds a bar or a line’s end in its cell', () => {
    const tables = [{ columns: ['text'], rows: [['one | two\nthree']] }];
    expect(writeReport([ran({ tables })], HOW)).toContain('| one \\| two three |');
  });

  it('has a part for every file that measures one', () => {
    const files = readdirSync(new URL('.', import.meta.url)).filter((file) => file.endsWith('.eval.ts'));
    const { together, alone } = planOf(files.map((file) => file.replace('.eval.ts', '')));
    expect([...together.slice(0, 5), ...alone]).toEqual(['intent', 'retrieval', 'calibration', 'spam', 'leads', 'agents']);
  });
});
