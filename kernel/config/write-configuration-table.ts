// Writes docs/CONFIGURATION.md. With --check it writes nothing and exits 1 when the page is not what it would write.
import { readFileSync, writeFileSync } from 'node:fs';
import { configurationTable } from './configuration-table.ts';

const page = new URL('../../docs/CONFIGURATION.md', import.meta.url);
const wanted = configurationTable();

if (!process.argv.includes('--check')) {
  writeFileSync(page, wanted);
} else if (current() !== wanted) {
  process.stderr.write('docs/CONFIGURATION.md is not what kernel/config/variables.ts says. Run write-configuration-table.ts.\n');
  process.exitCode = 1;
}

function current(): string {
  try {
    return readFileSync(page, 'utf8');
  } catch {
    return '';
  }
}
