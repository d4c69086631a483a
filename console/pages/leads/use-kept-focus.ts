import { type RefObject, useEffect } from 'react';

/**
 * Whoever has the focus on a lead keeps it there while cards move: a card that goes to another place is taken out and put in again, and the
 * browser forgets who had the focus. Cards say `data-lead`, their parts that take the focus `data-part`.
 */
export function useKeptFocus(board: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const root = board.current;
    if (!root) return;
    let kept: { readonly lead: string; readonly part: string } | null = null;
    const onFocus = ({ target }: Event): void => {
      if (!(target instanceof Element)) return;
      // a card's own menu or form stands outside the board, and leads back to the card
      if (kept && target.closest('[role="dialog"], [role="menu"]')) return;
      const card = root.contains(target) ? target.closest<HTMLElement>('[data-lead]') : null;
      const part = target.closest<HTMLElement>('[data-part]');
      kept = card ? { lead: card.dataset['lead'] ?? '', part: part?.dataset['part'] ?? '' } : null;
    };
    const onPointer = ({ target }: Event): void => {
      if (target instanceof Element && !target.closest('[data-lead], [role="dialog"], [role="menu"]')) kept = null;
    };
    const observer = new MutationObserver(() => {
      if (!kept || (document.activeElement !== null && document.activeElement !== document.body)) return;
      const card = root.querySelector(`[data-lead="${CSS.escape(kept.lead)}"]`);
      card?.querySelector<HTMLElement>(`[data-part="${CSS.escape(kept.part)}"]`)?.focus({ preventScroll: true });
    });
    observer.observe(root, { childList: true, subtree: true });
    document.addEventListener('focusin', onFocus);
    document.addEventListener('pointerdown', onPointer);
    return () => {
      observer.disconnect();
      document.removeEventListener('focusin', onFocus);
      document.removeEventListener('pointerdown', onPointer);
    };
  }, [board]);
}
