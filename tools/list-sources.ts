import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Every file under `folder`, in an order that is the same on every machine. Works where there is no Git (an unpacked archive). */
export function listSources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
