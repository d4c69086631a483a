import { posix } from 'node:path';
import type { Finding } from './report-findings.ts';

// `[text](target)` and `![alt](target)`, the target without its title; and `[name]: target` on a line of its own.
const LINK = /\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)|^\[[^\]]+\]:\s*(\S+)/gm;
// Paths named in backticks rot as links do: `kernel/config/config.ts`. Patterns (`*`, `<name>`, `{a,b}`) are not paths.
const CODE_PATH = /`([\w@.-]+(?:\/[\w@.-]+)+\.[a-z]+)(?::\d+)?`/g;

/**
 * Targets in `page` that lead nowhere. `files` are all of the project's, from its root; `read` gives another page's text, for
 * anchors. A target outside the project is refused too: the reader of a clone does not have it. Web addresses are not followed.
 */
export function checkDocLinks(page: string, text: string, files: Set<string>, read: (page: string) => string): Finding[] {
  const folders = foldersOf(files);
  const findings: Finding[] = [];
  const prose = withoutFences(text);
  const find = (offset: number, message: string): void => {
    findings.push({ path: page, line: prose.slice(0, offset).split('\n').length, message });
  };

  for (const match of prose.matchAll(LINK)) {
    const target = match[1] ?? match[2] ?? '';
    if (/^[a-z][a-z+.-]*:/i.test(target)) continue;
    const [file = '', anchor] = decodeURI(target).split('#');
    const path = file === '' ? page : posix.normalize(posix.join(posix.dirname(page), file)).replace(/\/$/, '');
    if (!files.has(path) && !folders.has(path)) {
      find(match.index, `${target} leads nowhere`);
    } else if (anchor && path.endsWith('.md') && !anchorsOf(path === page ? text : read(path)).has(anchor)) {
      find(match.index, `${target}: no such heading`);
    }
  }
  for (const match of prose.matchAll(CODE_PATH)) {
    const path = match[1] ?? '';
    const [first = ''] = path.split('/');
    // Only what starts like a path of ours: `application/json` and a package's name do not.
    if (folders.has(first) && !files.has(path)) find(match.index, `\`${path}\` is not a file`);
  }
  return findings;
}

function foldersOf(files: Set<string>): Set<string> {
  const folders = new Set<string>(['.']);
  for (const file of files) {
    for (let folder = posix.dirname(file); folder !== '.' && !folders.has(folder); folder = posix.dirname(folder)) {
      folders.add(folder);
    }
  }
  return folders;
}

/** Blanks fenced code, where brackets are code, and keeps every line where it was. */
function withoutFences(text: string): string {
  return text.replace(/^ *(```|~~~)[\s\S]*?^ *\1/gm, (fence) => fence.replace(/[^\n]/g, ' '));
}

/** Headings as the anchors that Git hosts make of them: lower case, punctuation gone, spaces to hyphens, repeats numbered. */
function anchorsOf(text: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of withoutFences(text).matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)) {
    const slug = heading
      .toLowerCase()
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-');
    let anchor = slug;
    for (let repeat = 1; anchors.has(anchor); repeat++) anchor = `${slug}-${repeat}`;
    anchors.add(anchor);
  }
  return anchors;
}
