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

export interface FileOptions {
  readonly contentSecurityPolicy: string;
  readonly headOnly: boolean;
  /** The request's own header; without it the file is sent as it is. */
  readonly acceptEncoding?: string | undefined;
}

/** Only names of letters, digits, `-`, `_` and `.` that begin with none of the latter: nothing that leaves the folder or is hidden in it. */
const safePath = /^(\w[\w-]*(\.[\w-]+)*\/)*\w[\w-]*(\.[\w-]+)+$/;

/** What tools/compress-files.ts writes beside a file, the smallest first. */
const encodings = [
  { name: 'br', suffix: '.br' },
  { name: 'gzip', suffix: '.gz' },
] as const;

/** Sends a file of a folder, compressed where it is there like that and the browser takes it; false when there is none of that name. */
export async function sendFile(
  folder: URL,
  path: string,
  response: ServerResponse,
  { contentSecurityPolicy, headOnly, acceptEncoding }: FileOptions,
): Promise<boolean> {
  const type = contentTypes[extname(path)];
  if (type === undefined || !safePath.test(path)) return false;
  const found = await readSmallest(folder, path, acceptEncoding);
  if (found === null) return false;
  const { file, encoding } = found;
  response.writeHead(200, {
    'content-type': type,
    ...(encoding && { 'content-encoding': encoding }),
    // a cache in between keeps one of each
    vary: 'accept-encoding',
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

async function readSmallest(
  folder: URL,
  path: string,
  acceptEncoding = '',
): Promise<{ readonly file: Buffer; readonly encoding: string | null } | null> {
  const accepted = acceptEncoding.split(',').flatMap((part) => {
    const [name = '', ...parameters] = part.split(';').map((each) => each.trim().toLowerCase());
    return parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter)) ? [] : [name];
  });
  for (const { name, suffix } of encodings) {
    if (!accepted.includes(name)) continue;
    const file = await readFile(new URL(path + suffix, folder)).catch(() => null);
    if (file !== null) return { file, encoding: name };
  }
  const file = await readFile(new URL(path, folder)).catch(() => null);
  return file && { file, encoding: null };
}
