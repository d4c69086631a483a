import { describe, expect, test } from 'vitest';
import { checkDocLinks } from './doc-links.ts';

const files = new Set(['README.md', 'docs/TOUR.md', 'kernel/config/config.ts', 'docs/a picture.svg']);
const tour = '# The tour\n\n## 1. What arrives: the webhook\n\n## Twice\n\n## Twice\n';
const check = (text: string, page = 'docs/OTHER.md'): string[] =>
  checkDocLinks(page, text, files, () => tour).map(({ line, message }) => `${line} ${message}`);

describe('links between pages', () => {
  test.each([
    '[read](../README.md)',
    '[code](../kernel/config/config.ts)',
    '[a folder](../kernel/)',
    '![picture](a%20picture.svg "title")',
    '[page](TOUR.md#1-what-arrives-the-webhook)',
    '[second](TOUR.md#twice-1)',
    '[web](https://example.com/a#b)',
    '[mail](mailto:someone@example.com)',
    '`kernel/config/config.ts` and `application/json` and `@apollo/server/plugin.js` and `kernel/*/x.ts`',
    '```ts\nconst a = list[0](nowhere.md);\n```',
  ])('%s leads somewhere', (text) => {
    expect(check(text)).toEqual([]);
  });

  test('a file, a reference, a heading and a path in backticks that are not there are each named with their line', () => {
    const text = '[a](gone.md)\n\n[b]\n\n[b]: ../docs/gone.md\n\n[c](TOUR.md#gone) `kernel/config/gone.ts`';
    expect(check(text)).toEqual([
      '1 gone.md leads nowhere',
      '5 ../docs/gone.md leads nowhere',
      '7 TOUR.md#gone: no such heading',
      '7 `kernel/config/gone.ts` is not a file',
    ]);
  });

  test('a page outside the project is not there for the reader of a clone', () => {
    expect(check('[design](../../shared/DESIGN.md)')).toEqual(['1 ../../shared/DESIGN.md leads nowhere']);
  });

  test('lines are counted through fenced code', () => {
    expect(check('```\na\nb\n```\n[a](gone.md)')).toEqual(['5 gone.md leads nowhere']);
  });
});
