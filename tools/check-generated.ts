// Every file that a script writes is what the script would write now. Each generator knows `--check`, writes nothing with it
// and exits 1 with a line that names the file.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const GENERATORS = ['schema/compose.ts', 'kernel/config/write-configuration-table.ts'];

const stale = GENERATORS.filter((path) => existsSync(path)).filter((path) => {
  const { status, error } = spawnSync(process.execPath, ['--import', 'tsx', path, '--check'], { stdio: 'inherit' });
  if (error) throw error;
  return status !== 0;
});
for (const path of stale) console.log(`Stale: node --import tsx ${path}`);
if (stale.length > 0) process.exitCode = 1;
