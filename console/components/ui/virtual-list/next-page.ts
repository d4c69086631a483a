/** Rows asked for while a reader scrolls, the most that the API gives at once. The first page is smaller: somebody waits for it. */
export const NEXT_PAGE = 100;
