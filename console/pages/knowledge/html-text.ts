const LEFT_OUT = 'script, style, noscript, template, nav, footer, iframe, svg, form, [hidden], [aria-hidden="true"]';
const BLOCKS = new Set([
  'P',
  'DIV',
  'SECTION',
  'ARTICLE',
  'MAIN',
  'UL',
  'OL',
  'TABLE',
  'TR',
  'BLOCKQUOTE',
  'PRE',
  'DL',
  'DT',
  'DD',
  'BR',
]);
/** The page answers in between. */
const AT_A_TIME_MS = 20;

/** A page as text: headings and list items marked as Markdown marks them. Nothing of the page runs or is fetched: it is parsed only. */
export async function htmlText(html: string, signal?: AbortSignal): Promise<{ readonly title: string; readonly text: string }> {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const title = page.title.trim() || (page.querySelector('h1')?.textContent?.trim() ?? '');
  const text = (await textOf(page.body, signal))
    .replace(/[ \t]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n');
  return { title, text: text.trim() };
}

/** Each node once, whatever it stands in: a page may be nested hundreds of levels deep. */
async function textOf(body: Node, signal: AbortSignal | undefined): Promise<string> {
  const said = new Said();
  let since = performance.now();
  let node: Node | null = body;
  while (node) {
    const isRead: boolean = said.enter(node);
    let next: Node | null = isRead ? node.firstChild : null;
    while (!next && node) {
      said.leave(node);
      if (node === body) return said.text();
      next = node.nextSibling;
      if (!next) node = node.parentNode;
    }
    node = next;
    if (performance.now() - since > AT_A_TIME_MS) {
      await new Promise((resolve) => setTimeout(resolve));
      signal?.throwIfAborted();
      since = performance.now();
    }
  }
  return said.text();
}

class Said {
  readonly #pieces: string[] = [];
  /** A mark was written and nothing after it yet: what it marks begins on its line. */
  #isMarked = false;

  /** False for what is not read. */
  enter(node: Node): boolean {
    if (node.nodeType === Node.TEXT_NODE) {
      const text = (node.nodeValue ?? '').replace(/\s+/g, ' ');
      this.#add(this.#isMarked ? text.trimStart() : text);
      return false;
    }
    if (!(node instanceof Element) || node.matches(LEFT_OUT)) return false;
    const level = levelOf(node);
    if (level) this.#mark(`\n\n${'#'.repeat(level)} `);
    else if (node.nodeName === 'LI') this.#mark('\n- ');
    else if (BLOCKS.has(node.nodeName)) this.#break('\n');
    return true;
  }

  leave(node: Node): void {
    if (!(node instanceof Element)) return;
    const level = levelOf(node);
    if (level || node.nodeName === 'LI') this.#isMarked = false;
    if (level) this.#break('\n\n');
    else if (node.nodeName === 'TD' || node.nodeName === 'TH') this.#add(' ');
    else if (BLOCKS.has(node.nodeName)) this.#break('\n');
  }

  text(): string {
    return this.#pieces.join('');
  }

  #add(text: string): void {
    if (text) this.#pieces.push(text);
    if (text.trim()) this.#isMarked = false;
  }

  #break(lines: string): void {
    if (!this.#isMarked) this.#pieces.push(lines);
  }

  #mark(mark: string): void {
    this.#pieces.push(mark);
    this.#isMarked = true;
  }
}

const levelOf = (element: Element): number => Number(/^H([1-6])$/.exec(element.nodeName)?.[1] ?? 0);
