/** Nothing is ever fetched from it; a reader's browser might, so that it can only be a web address. */
export const webAddress = (url: string | undefined): string | null =>
  url !== undefined && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) ? url : null;
