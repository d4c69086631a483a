import { describe, expect, test } from 'vitest';
import { checkSource, checkText, refusePath } from './source-rules.ts';

const messages = (path: string, source: string): string[] => checkSource(path, source).map(({ message }) => message);

describe('imports are found however they are written', () => {
  test.each([
    `import { resolvers } from '../leads/subgraph.ts';`,
    `import type { Lead } from '../leads/lead/lead.entity.ts';`,
    `import '../leads/subgraph.ts';`,
    `export { lead } from '../leads/lead/lead.entity.ts';`,
    `export * from '../leads/lead/lead.entity.ts';`,
    `const leads = await import('../leads/subgraph.ts');`,
    `let lead: import('../leads/lead/lead.entity.ts').Lead;`,
  ])('%s', (source) => {
    expect(messages('subgraphs/ai/subgraph.ts', source)).toEqual([expect.stringMatching(/never by import/)]);
  });

  test('one that stands in a string or a comment is not an import', () => {
    expect(
      messages('subgraphs/ai/subgraph.ts', `// import '../leads/subgraph.ts'\nconst text = "import '../leads/subgraph.ts'";`),
    ).toEqual([]);
  });

  test('decorators and parameter properties parse, and the line is the one of the import', () => {
    const source = `@Resolver(() => Lead)\nclass LeadResolver {\n  constructor(private x: number) {}\n}\nimport '../ai/subgraph.ts';\n`;
    expect(checkSource('subgraphs/leads/subgraph.ts', source)).toEqual([expect.objectContaining({ line: 5 })]);
  });
});

describe('tests wait for conditions', () => {
  test.each([
    'await new Promise((r) => setTimeout(r, 50));',
    'await new Promise((resolve) => setTimeout(resolve, 50));',
    'await sleep(50);',
    `import { setTimeout } from 'node:timers/promises';`,
  ])('%s is refused in a spec', (source) => {
    expect(messages('kernel/messaging/claim.spec.ts', source)).toHaveLength(1);
  });

  test('a deadline is not a sleep, and a use case may wait', () => {
    expect(messages('kernel/messaging/claim.spec.ts', 'setTimeout(() => server.close(), 50);')).toEqual([]);
    expect(messages('kernel/resilience/retry.ts', 'await new Promise((resolve) => setTimeout(resolve, 50));')).toEqual([]);
  });
});

describe('nothing is left for later', () => {
  test('markers in comments are refused, in strings they are text', () => {
    expect(messages('kernel/errors/a.ts', '// TODO: more\nconst a = 1; /* FIXME */')).toHaveLength(2);
    expect(messages('kernel/errors/a.ts', `const a = 'TODO';`)).toEqual([]);
    expect(checkText('subgraphs/ai/migrations/0001-reviews.sql', '-- TODO: an index\nselect 1;')).toHaveLength(1);
    expect(checkText('subgraphs/ai/migrations/0001-reviews.sql', `select 'TODO';`)).toEqual([]);
  });
});

describe('names say something', () => {
  test.each([
    'kernel/utils/a.ts',
    'kernel/errors/date-helpers.ts',
    'gateway/schema-manager.ts',
    'subgraphs/ai/common/a.ts',
    'kernel/misc.ts',
  ])('%s is refused', (path) => {
    expect(refusePath(path)).toMatch(/call it by what it does/);
  });

  test('a word that only contains a vague one passes', () => {
    expect(refusePath('subgraphs/conversations/community/list-commons.ts')).toBeUndefined();
  });
});
