import type { Taken } from './take-pictures.ts';

/** All pictures on one page, a row for each state. */
export function contactSheet(taken: readonly Taken[]): string {
  const rows = Map.groupBy(taken, ({ name }) => name);
  const row = ([name, pictures]: [string, Taken[]]): string =>
    `<section><h2>${name}</h2>${pictures
      .map(({ file }) => `<a href="${file}"><img src="${file}" alt="${file}" loading="lazy"></a>`)
      .join('')}</section>`;
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Parley: the console in pictures</title>
<style>body{font:14px system-ui;margin:16px;background:#ccc}section{white-space:nowrap;overflow:auto}img{height:320px;margin:0 8px 8px 0;object-fit:cover;object-position:top;border:1px solid #888}</style>
${[...rows].map(row).join('\n')}</html>
`;
}
