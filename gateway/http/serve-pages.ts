import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendFile } from './static-files.ts';

export interface Pages {
  /** The page at `/`. */
  readonly page: URL;
  /** The built explorer. */
  readonly explorer: URL;
}

const nothingFromElsewhere = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'";
const pagePolicy = `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; ${nothingFromElsewhere}`;
/** GraphiQL's editor writes its styles into the page and starts its workers from blobs. */
const explorerPolicy = `default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; worker-src 'self' blob:; connect-src 'self'; ${nothingFromElsewhere}`;

/** The page at `/`, its files, and the explorer. False: the address is none of them. */
export async function servePages(
  request: IncomingMessage,
  response: ServerResponse,
  { page, explorer }: Pages,
): Promise<boolean> {
  const headOnly = request.method === 'HEAD';
  if (request.method !== 'GET' && !headOnly) return false;
  const path = (request.url ?? '/').replace(/[?#].*$/, '');
  if (path === '/explorer') {
    response.writeHead(308, { location: '/explorer/' }).end();
    return true;
  }
  if (path.startsWith('/explorer/')) {
    const file = path.slice('/explorer/'.length) || 'index.html';
    if (await sendFile(explorer, file, response, { contentSecurityPolicy: explorerPolicy, headOnly })) return true;
    if (file === 'index.html') notBuilt(response);
    else response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('Not found.\n');
    return true;
  }
  return sendFile(page, path.slice(1) || 'index.html', response, { contentSecurityPolicy: pagePolicy, headOnly });
}

function notBuilt(response: ServerResponse): void {
  response
    .writeHead(503, { 'content-type': 'text/plain; charset=utf-8' })
    .end('The explorer is not built yet. Run "npm run build:explorer" in the project and load this page again.\n');
}
