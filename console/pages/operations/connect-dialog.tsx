import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/language.tsx';

/** `lockScroll` would write a style that the page's policy refuses. */
export function ConnectDialog({
  title,
  isOpen,
  onClose,
  children,
}: {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
}) {
  const text = useText();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      lockScroll={false}
      size="lg"
      title={title}
      closeButtonProps={{ 'aria-label': text('undo.close') }}
    >
      {children}
    </Modal>
  );
}
