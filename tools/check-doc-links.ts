import { readFileSync } from 'node:fs';
import { checkDocLinks } from './doc-links.ts';
import { listFiles } from './list-files.ts';
import { reportFindings } from './report-findings.ts';

const pages = listFiles(/\.md$/);
const files = new Set(listFiles(/./));
reportFindings(
  `${pages.length} pages`,
  pages.flatMap((path) => checkDocLinks(path, readFileSync(path, 'utf8'), files, (page) => readFileSync(page, 'utf8'))),
);
