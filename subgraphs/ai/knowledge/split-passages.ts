/** Long enough to answer a question, short enough that a match says what the passage is about. */
const TARGET_WORDS = 120;
/** A paragraph longer than this is split at the ends of its sentences. */
const LONGEST_PARAGRAPH_WORDS = 180;

const MARKDOWN_HEADING = /^#{1,6}\s+(.+?)\s*#*$/;
const SHORT_LINE_CHARACTERS = 80;

export interface Passage {
  readonly title: string;
  readonly text: string;
}

/** Splits at headings and paragraphs. A passage never runs over a heading, and passages do not overlap. */
export function splitPassages(documentTitle: string, text: string): Passage[] {
  const passages: Passage[] = [];
  let title = documentTitle;
  let gathered: string[] = [];
  const close = (): void => {
    if (gathered.length > 0) passages.push({ title, text: gathered.join('\n\n') });
    gathered = [];
  };

  for (const block of blocksOf(text)) {
    if (block.kind === 'heading') {
      close();
      title = block.text === documentTitle ? documentTitle : `${documentTitle}: ${block.text}`;
      continue;
    }
    for (const piece of piecesOf(block.text)) {
      if (gathered.length > 0 && wordsIn(gathered.join(' ')) + wordsIn(piece) > TARGET_WORDS) close();
      gathered.push(piece);
    }
  }
  close();
  // a document of headings alone still says something
  return passages.length > 0 ? passages : [{ title: documentTitle, text: text.trim() || documentTitle }];
}

type Block = { readonly kind: 'heading' | 'paragraph'; readonly text: string };

function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  const paragraphs = text.replaceAll('\r\n', '\n').split(/\n\s*\n/);
  for (const [index, paragraph] of paragraphs.entries()) {
    let lines: string[] = [];
    const flush = (): void => {
      if (lines.length > 0) blocks.push({ kind: 'paragraph', text: lines.join('\n') });
      lines = [];
    };
    for (const line of paragraph
      .split('\n')
      .map((one) => one.trim())
      .filter(Boolean)) {
      const heading = MARKDOWN_HEADING.exec(line)?.[1];
      if (heading) {
        flush();
        blocks.push({ kind: 'heading', text: heading });
      } else lines.push(line);
    }
    const [only, second] = lines;
    const more = index < paragraphs.length - 1;
    if (only && !second && more && looksLikeHeading(only)) {
      blocks.push({ kind: 'heading', text: only.replace(/:$/, '') });
      lines = [];
    }
    flush();
  }
  return blocks;
}

/** A short line of its own: a title has no full stop, and the question of an FAQ is a title. */
const looksLikeHeading = (line: string): boolean =>
  line.length <= SHORT_LINE_CHARACTERS && !/[.!,;]$/.test(line) && !/^[-*•\d]/.test(line);

function piecesOf(paragraph: string): string[] {
  if (wordsIn(paragraph) <= LONGEST_PARAGRAPH_WORDS) return [paragraph];
  const pieces: string[] = [];
  let piece = '';
  for (const sentence of sentencesOf(paragraph)) {
    if (piece && wordsIn(piece) + wordsIn(sentence) > TARGET_WORDS) {
      pieces.push(piece.trim());
      piece = '';
    }
    piece += sentence;
  }
  if (piece.trim()) pieces.push(piece.trim());
  return pieces;
}

/** Text without a sentence end (a list, a language without spaces) still has to be cut somewhere. */
function* sentencesOf(paragraph: string): Generator<string> {
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'sentence' }).segment(paragraph)) {
    const words = segment.split(/(?<=\s)/);
    for (let start = 0; start < words.length; start += TARGET_WORDS) yield words.slice(start, start + TARGET_WORDS).join('');
  }
}

const wordsIn = (text: string): number => text.split(/\s+/).filter(Boolean).length;
