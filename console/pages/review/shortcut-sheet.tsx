import { Kbd, Modal, Switch, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { type TextId, useText } from '../../i18n/language.tsx';
import { areShortcutsOn, switchShortcuts } from './use-shortcuts.ts';

const KEYS: readonly (readonly [keys: readonly string[], does: TextId])[] = [
  [['j', 'k'], 'keys.neighbours'],
  [['n'], 'keys.next'],
  [['c'], 'keys.claim'],
  [['e'], 'keys.edit'],
  [['a'], 'keys.approve'],
  [['r'], 'keys.reject'],
  [['g'], 'keys.regenerate'],
  [['b'], 'keys.alike'],
  [['u'], 'keys.undo'],
  [['Ctrl + Enter'], 'keys.send'],
  [['Esc'], 'keys.leave'],
  [['?'], 'keys.sheet'],
];

/** Every key of the page, and the switch for who would rather not have them: speech input presses keys too. */
export function ShortcutSheet({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const text = useText();
  const [isOn, setIsOn] = useState(areShortcutsOn);
  return (
    // its lock of the page's scrolling is an inline style, which the policy refuses
    <Modal
      opened={isOpen}
      onClose={onClose}
      lockScroll={false}
      title={text('keys.title')}
      closeButtonProps={{ 'aria-label': text('undo.close') }}
    >
      <Table verticalSpacing={4}>
        <Table.Tbody>
          {KEYS.map(([keys, does]) => (
            <Table.Tr key={does}>
              <Table.Td className="nowrap">
                {keys.map((key) => (
                  <Kbd key={key} mr={4}>
                    {key}
                  </Kbd>
                ))}
              </Table.Td>
              <Table.Td>
                <Text size="sm">{text(does)}</Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Switch
        mt="md"
        label={text('keys.on')}
        checked={isOn}
        onChange={({ currentTarget: { checked } }) => {
          switchShortcuts(checked);
          setIsOn(checked);
        }}
      />
    </Modal>
  );
}
