import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname } from 'node:path';

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

/** Only names of letters, digits, `-`, `_` and `.` that begin with none of the latter: nothing that leaves the folder or is hidden in it. */
const safePath = /^(\w[\w-]*(\.[\w-]+)*\/)*\w[\w-]*(\.[\w-]+)+$/;

/** Sends a file of a folder; false when there is none of that name. */
export async function sendFile(
  folder: URL,
  path: string,
  response: ServerResponse,
  { contentSecurityPolicy, headOnly }: { contentSecurityPolicy: string; headOnly: boolean },
): Promise<boolean> {
  const type = contentTypes[extname(path)];
  if (type === undefined || !safePath.test(path)) return false;
  const file = await readFile(new URL(path, folder)).catch(() => null);
  if (file === null) return false;
  response.writeHead(200, {
    'content-type': type,
    'content-length': file.length,
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    // names with a hash of their content never change
    'cache-control': /-[\w-]{8}\.\w+$/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  response.end(headOnly ? undefined : file);
  return true;
}
