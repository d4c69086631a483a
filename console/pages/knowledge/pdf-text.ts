import { getDocument } from 'unpdf/pdfjs';
import { UnreadableFile } from './unreadable-file.ts';

/** The text of a PDF, page by page. `onPage` hears of each that is read. */
export async function pdfText(bytes: Uint8Array, onPage: (page: number, of: number) => void): Promise<string> {
  const document = await open(bytes);
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    onPage(number, document.numPages);
    const content = await (await document.getPage(number)).getTextContent();
    pages.push(content.items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''));
  }
  const text = pages.join('\n\n').trim();
  if (!/\p{L}/u.test(text)) throw new UnreadableFile('PDF_NO_TEXT');
  return text;
}

async function open(bytes: Uint8Array) {
  try {
    return await getDocument({ data: bytes }).promise;
  } catch (error) {
    throw new UnreadableFile(error instanceof Error && error.name === 'PasswordException' ? 'PDF_LOCKED' : 'PDF_BROKEN');
  }
}
