// Every file that a script writes is what the script would write now. Each of these commands writes nothing, and exits 1 with
// a line that names the stale file.
import { spawnSync } from 'node:child_process';

const RUNNER = './cli/run-typescript.mjs';
const CHECKS = [
  ['cli/parley.ts', 'schema', 'check'],
  ['kernel/config/write-configuration-table.ts', '--check'],
  ['codegen.ts', '--check'],
];

const failed = CHECKS.filter((command) => {
  const { status, error } = spawnSync(process.execPath, ['--import', RUNNER, ...command], { stdio: 'inherit' });
  if (error) throw error;
  return status !== 0;
});
for (const command of failed) console.log(`failed: node --import ${RUNNER} ${command.join(' ')}`);
if (failed.length > 0) process.exitCode = 1;
