import { decodeText } from './decode-text.ts';
import { htmlText } from './html-text.ts';
import { type FileProblem, UnreadableFile } from './unreadable-file.ts';

const LARGEST_BYTES = 20_000_000;
/** A page is parsed on the main thread, where nothing else can be done meanwhile: half a second for so much. */
const LARGEST_HTML_BYTES = 5_000_000;
const HTML = /\.html?$/i;
const KINDS = /\.(?:txt|text|md|markdown|html?|pdf)$/i;

interface FileText {
  readonly title: string;
  readonly text: string;
}

type FromWorker = { page: number; of: number } | { text: string } | { problem: FileProblem };

/** What a file says. Throws `UnreadableFile`; an abort ends the reading at once. */
export async function readFile(file: File, onPage: (page: number, of: number) => void, signal: AbortSignal): Promise<FileText> {
  if (file.size > LARGEST_BYTES) throw new UnreadableFile('TOO_LARGE');
  if (HTML.test(file.name) && file.size > LARGEST_HTML_BYTES) throw new UnreadableFile('HTML_TOO_LARGE');
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (bytes.length === 0) throw new UnreadableFile('EMPTY');
  const named =
    file.name
      .replace(/\.[^.]+$/, '')
      .replace(/[_-]+/g, ' ')
      .trim() || file.name;
  if (String.fromCharCode(...bytes.subarray(0, 5)) === '%PDF-' || /\.pdf$/i.test(file.name))
    return titled(named, await readPdf(bytes, onPage, signal));
  if (!KINDS.test(file.name)) throw new UnreadableFile('OTHER_KIND');
  const text = decodeText(bytes).trim();
  if (HTML.test(file.name)) {
    const page = await htmlText(text, signal);
    return titled(page.title || named, page.text);
  }
  return titled((/\.(?:md|markdown)$/i.test(file.name) && /^#{1,6}\s+(.+?)\s*#*$/m.exec(text)?.[1]) || named, text);
}

function titled(title: string, text: string): FileText {
  if (!text) throw new UnreadableFile('EMPTY');
  return { title: title.replace(/\s+/g, ' ').slice(0, 180), text };
}

function readPdf(bytes: Uint8Array, onPage: (page: number, of: number) => void, signal: AbortSignal): Promise<string> {
  const worker = new Worker(new URL('./pdf-worker.ts', import.meta.url), { type: 'module' });
  return new Promise<string>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
    worker.onerror = () => reject(new UnreadableFile('PDF_BROKEN'));
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if ('text' in data) resolve(data.text);
      else if ('problem' in data) reject(new UnreadableFile(data.problem));
      else onPage(data.page, data.of);
    };
    worker.postMessage(bytes, [bytes.buffer]);
  }).finally(() => worker.terminate());
}
