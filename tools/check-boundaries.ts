import { readFileSync } from 'node:fs';
import { listFiles } from './list-files.ts';
import { reportFindings } from './report-findings.ts';
import { checkSource, checkText } from './source-rules.ts';

const files = listFiles(/\.([cm]?[jt]sx?|sql|graphql|sh|css|html)$/);
reportFindings(
  `${files.length} files`,
  files.flatMap((path) => {
    const text = readFileSync(path, 'utf8');
    return /\.[cm]?[jt]sx?$/.test(path) ? checkSource(path, text) : checkText(path, text);
  }),
);
