#!/usr/bin/env node
// `npx` starts this with whatever Node the machine has. Parley needs the one that it brings along, so this file is plain
// JavaScript that an old Node reads too, and does nothing but hand over.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const node = fileURLToPath(import.meta.resolve('node/bin/node'));
const command = fileURLToPath(new URL('./parley.ts', import.meta.url));
// Resolved from here: the child's working directory is the user's.
const runner = new URL('./run-typescript.mjs', import.meta.url).href;

const child = spawn(node, ['--import', runner, command, ...process.argv.slice(2)], { stdio: 'inherit' });

// A supervisor signals this process alone, so what it sends is passed on; leaving before the child would orphan it with its
// database. A terminal's Ctrl-C reaches the child by itself, and a second one would read as "stop waiting, die now".
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'];
const sentToGroup = process.stdin.isTTY ? ['SIGINT', 'SIGQUIT'] : [];
for (const signal of signals) {
  process.on(signal, () => {
    if (!sentToGroup.includes(signal)) child.kill(signal);
  });
}

child.on('error', (error) => {
  process.stderr.write(`parley: ${node} does not start (${error.message}). Run npm ci first.\n`);
  process.exit(127);
});

child.on('exit', (code, signal) => {
  if (signal === null) process.exit(code ?? 1);
  // Die of the same signal, so that a shell and a supervisor see the truth; where that is not possible, by its number.
  for (const name of signals) process.removeAllListeners(name);
  process.kill(process.pid, signal);
  setTimeout(() => process.exit(128 + (constants.signals[signal] ?? 0)), 100);
});
