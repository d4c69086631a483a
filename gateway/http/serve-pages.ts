import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendConsole } from './send-console.ts';
import { sendFile } from './static-files.ts';

export interface Pages {
  /** The built console, at `/`. */
  readonly console: URL;
  /** The built explorer. */
  readonly explorer: URL;
}

const nothingFromElsewhere = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'";
const filePolicy = `default-src 'none'; ${nothingFromElsewhere}`;
/** Mantine writes a few styles of its own into the page, with the answer's nonce. */
const consolePolicy = (nonce: string): string =>
  `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; font-src 'self'; connect-src 'self'; ${nothingFromElsewhere}`;
/** GraphiQL's editor writes its styles into the page and starts its workers from blobs. */
const explorerPolicy = `default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; worker-src 'self' blob:; connect-src 'self'; ${nothingFromElsewhere}`;
/** An address of the console's own: it has no ending, and the console says itself where there is none such. */
const consoleAddress = /^\/([\w-]+(\/[\w-]+)*\/?)?$/;

/** The console and its files, and the explorer. False: the address is none of them. */
export async function servePages(request: IncomingMessage, response: ServerResponse, pages: Pages): Promise<boolean> {
  const headOnly = request.method === 'HEAD';
  if (request.method !== 'GET' && !headOnly) return false;
  const acceptEncoding = request.headers['accept-encoding']?.toString();
  const path = (request.url ?? '/').replace(/[?#].*$/, '');
  if (path === '/explorer') {
    response.writeHead(308, { location: '/explorer/' }).end();
    return true;
  }
  if (path.startsWith('/explorer/')) {
    const file = path.slice('/explorer/'.length) || 'index.html';
    if (await sendFile(pages.explorer, file, response, { contentSecurityPolicy: explorerPolicy, headOnly, acceptEncoding }))
      return true;
    if (file === 'index.html') notBuilt(response, 'explorer');
    else response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('Not found.\n');
    return true;
  }
  // programs that ask for what is not there are told so: only a browser that opens an address gets the console
  if (path === '/' || (consoleAddress.test(path) && (request.headers.accept ?? '').includes('text/html'))) {
    if (!(await sendConsole(pages.console, response, { contentSecurityPolicy: consolePolicy, headOnly })))
      notBuilt(response, 'console');
    return true;
  }
  return sendFile(pages.console, path.slice(1), response, { contentSecurityPolicy: filePolicy, headOnly, acceptEncoding });
}

function notBuilt(response: ServerResponse, page: 'console' | 'explorer'): void {
  response
    .writeHead(503, { 'content-type': 'text/plain; charset=utf-8' })
    .end(`The ${page} is not built yet. Run "npm run build:${page}" in the project and load this page again.\n`);
}
