import { useEffect, useRef } from 'react';

const CONTENT_ID = 'content';

/** Names the tab after the page, with what waits for a person, and takes the focus along when the page changes: whoever reads by ear or by key stands at its beginning. */
export function usePageChange(path: string | undefined, title: string, waiting: number | null): typeof CONTENT_ID {
  useEffect(() => {
    const name = title === '' ? 'Parley' : `${title} · Parley`;
    document.title = waiting ? `(${waiting}) ${name}` : name;
  }, [title, waiting]);
  const known = useRef(path);
  useEffect(() => {
    // the first page is where the browser itself begins, and an address that is led on to a page is no change of page
    if (path === undefined) return;
    if (known.current !== undefined && known.current !== path)
      document.getElementById(CONTENT_ID)?.focus({ preventScroll: true });
    known.current = path;
  }, [path]);
  return CONTENT_ID;
}
