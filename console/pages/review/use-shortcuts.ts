import { useEffect, useEffectEvent } from 'react';

const KEY = 'parley.shortcuts';
export const areShortcutsOn = (): boolean => localStorage.getItem(KEY) !== 'off';
export const switchShortcuts = (on: boolean): void => localStorage.setItem(KEY, on ? 'on' : 'off');

/** Also where its focus was lost with a button that went: what stands under it is not meant. */
const isDialogOpen = (): boolean => document.querySelector('[aria-modal="true"]') !== null;

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.closest('input, textarea, select, [role="dialog"]') !== null);

/** Single keys do something while nobody types, no dialog is open and no modifier is held. What is left out does nothing. */
export function useShortcuts(actions: Readonly<Record<string, (() => unknown) | undefined>>): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const { key, ctrlKey, metaKey, altKey, target } = event;
    if (
      event.defaultPrevented ||
      event.repeat ||
      ctrlKey ||
      metaKey ||
      altKey ||
      isField(target) ||
      !areShortcutsOn() ||
      isDialogOpen()
    )
      return;
    const action = actions[key.length === 1 ? key.toLowerCase() : key];
    if (!action) return;
    event.preventDefault();
    action();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    addEventListener('keydown', listener);
    return () => removeEventListener('keydown', listener);
  }, []);
}
