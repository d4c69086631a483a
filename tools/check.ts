// `npm run check`: every part runs, also after one failed, so that one run shows all there is to mend.
import { spawn } from 'node:child_process';

const PARTS: Record<string, string[]> = {
  'format and lint': ['biome', 'check', '--max-diagnostics=200', '--error-on-warnings'],
  types: ['tsc', '-p', '.'],
  'types of the explorer page': ['tsc', '-p', 'gateway/explorer'],
  'types of the console': ['tsc', '-p', 'console'],
  boundaries: ['node', 'tools/check-boundaries.ts'],
  'generated files': ['node', 'tools/check-generated.ts'],
  'links in docs': ['node', 'tools/check-doc-links.ts'],
  'unused code': ['knip', '--no-progress'],
};

type Outcome = { ok: boolean; seconds: string; output: string };

function run([command = '', ...args]: string[]): Promise<Outcome> {
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    // npm puts node_modules/.bin first on PATH: the tools are found by name and `node` is the one the package brings.
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ ok: code === 0, seconds: ((performance.now() - startedAt) / 1000).toFixed(1), output: output.trim() });
    });
  });
}

// Two at a time: tsc and Biome already use several threads each, and more at once only makes a small machine swap.
const queue = Object.entries(PARTS);
const failed: string[] = [];
async function drain(): Promise<void> {
  for (let next = queue.shift(); next; next = queue.shift()) {
    const [name, command] = next;
    const { ok, seconds, output } = await run(command);
    if (!ok) failed.push(name);
    console.log(`${ok ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)${ok ? '' : `\n${output}\n`}`);
  }
}
await Promise.all([drain(), drain()]);

if (failed.length > 0) {
  console.log(`\nTo mend: ${failed.join(', ')}. npm run fix does what can be done by itself.`);
  process.exitCode = 1;
}
