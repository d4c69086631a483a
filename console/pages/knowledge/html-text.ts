const LEFT_OUT = 'script, style, noscript, template, nav, header nav, footer, iframe, svg, form, [hidden], [aria-hidden="true"]';
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

/** A page as text: headings and list items marked as Markdown marks them. Nothing of the page runs or is fetched: it is parsed only. */
export function htmlText(html: string): { readonly title: string; readonly text: string } {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const title = page.title.trim() || (page.querySelector('h1')?.textContent?.trim() ?? '');
  for (const element of page.querySelectorAll(LEFT_OUT)) element.remove();
  const text = textOf(page.body)
    .replace(/[ \t]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n');
  return { title, text: text.trim() };
}

function textOf(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return (node.nodeValue ?? '').replace(/\s+/g, ' ');
  const inside = [...node.childNodes].map(textOf).join('');
  const level = /^H([1-6])$/.exec(node.nodeName)?.[1];
  if (level) return `\n\n${'#'.repeat(Number(level))} ${inside.trim()}\n\n`;
  if (node.nodeName === 'LI') return `\n- ${inside.trim()}`;
  if (node.nodeName === 'TD' || node.nodeName === 'TH') return `${inside} `;
  return BLOCKS.has(node.nodeName) ? `\n${inside}\n` : inside;
}
