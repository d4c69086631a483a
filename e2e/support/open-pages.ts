/** An open page, as much of it as a failure is told with: the browser's library is not loaded for it. */
export interface OpenPage {
  url(): string;
  ariaSnapshot(options: { timeout: number }): Promise<string>;
  once(event: 'close', listener: () => void): unknown;
}

/** Of the stories that this process runs. */
export const openPages = new Set<OpenPage>();

export function watchPage(page: OpenPage): void {
  openPages.add(page);
  page.once('close', () => openPages.delete(page));
}
