import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';

/** Sends the console's page with a nonce that no other answer has; false when it is not built. */
export async function sendConsole(
  folder: URL,
  response: ServerResponse,
  { contentSecurityPolicy, headOnly }: { contentSecurityPolicy: (nonce: string) => string; headOnly: boolean },
): Promise<boolean> {
  const built = await readFile(new URL('index.html', folder), 'utf8').catch(() => null);
  if (built === null) return false;
  const nonce = randomBytes(16).toString('base64url');
  const page = Buffer.from(built.replace(/ nonce="[^"]*"/g, ` nonce="${nonce}"`));
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': page.length,
    'content-security-policy': contentSecurityPolicy(nonce),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    // it names the files of this build: after an update the next look has to find the new ones
    'cache-control': 'no-store',
  });
  response.end(headOnly ? undefined : page);
  return true;
}
