import { basename } from 'node:path';
import { isTest, refuseImport, resolveImport } from './boundaries.ts';
import { readSource } from './read-source.ts';
import type { Finding } from './report-findings.ts';

const VAGUE = /^(utils?|helpers?|managers?|common|misc)$/;
const MARKER = /\b(TODO|FIXME|XXX)\b/;
// A plain wait by the clock, in its usual spellings: `setTimeout(resolve, 50)`, the promise form, and a helper of one's own.
const SLEEP =
  /\bsetTimeout\(\s*(r|res|resolve|resolved|done)\s*[,)]|\bawait\s+(sleep|delay|wait|setTimeout)\(|\bscheduler\.wait\(/;

/** What a name says when it says nothing: any word of a file's or folder's name counts (`date-utils.ts`, `common/`). */
export function refusePath(path: string): string | undefined {
  const vague = path
    .split('/')
    .flatMap((part) => part.split(/[-.]/))
    .find((word) => VAGUE.test(word));
  return vague && `"${vague}" in a name: call it by what it does`;
}

/** The rules that Biome cannot say, for one TypeScript or JavaScript file. */
export function checkSource(path: string, source: string): Finding[] {
  const { imports, comments, code } = readSource(path, source);
  const findings: Finding[] = [];
  const find = (line: number, message: string | undefined): void => {
    if (message) findings.push({ path, line, message });
  };

  find(1, refusePath(path));
  for (const { specifier, line, typeOnly } of imports) {
    const target = resolveImport(path, specifier);
    if (target !== undefined) find(line, refuseImport(path, target, typeOnly));
    if (isTest(path) && specifier === 'node:timers/promises') find(line, 'a test waits for a condition, not for the clock');
  }
  for (const { line, text } of comments) {
    const marker = MARKER.exec(text);
    find(line, marker ? `${marker[0]}: do it, or open an issue` : undefined);
  }
  if (isTest(path) || path.startsWith('e2e/')) {
    code.split('\n').forEach((text, index) => {
      find(index + 1, SLEEP.test(text) ? 'a test waits for a condition (vi.waitFor, expect.poll), not for the clock' : undefined);
    });
  }
  return findings;
}

/** For files without a parser here (SQL, GraphQL, shell, CSS, HTML): a marker counts on a line that has a comment. */
export function checkText(path: string, text: string): Finding[] {
  const name = refusePath(path);
  const findings: Finding[] = name ? [{ path, line: 1, message: name }] : [];
  text.split('\n').forEach((line, index) => {
    const marker = /(#|--|\/\*|<!--|^\s*\*)/.test(line) ? MARKER.exec(line) : null;
    if (marker) findings.push({ path, line: index + 1, message: `${marker[0]} in ${basename(path)}: do it, or open an issue` });
  });
  return findings;
}
