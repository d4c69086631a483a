import { pdfText } from './pdf-text.ts';
import { UnreadableFile } from './unreadable-file.ts';

/** Reads one PDF beside the page, which stays quick meanwhile. */
self.onmessage = async ({ data }: MessageEvent<Uint8Array>) => {
  try {
    const text = await pdfText(data, (page, of) => self.postMessage({ page, of }));
    self.postMessage({ text });
  } catch (error) {
    self.postMessage({ problem: error instanceof UnreadableFile ? error.problem : 'PDF_BROKEN' });
  }
};
