import { Kbd } from '@mantine/core';

/** A key that does what stands beside it; not shown where there are no keys (console.css). */
export const KeyHint = ({ children }: { children: string }) => (
  <Kbd size="xs" className="key-hint">
    {children}
  </Kbd>
);
