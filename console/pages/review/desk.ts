import { KeptTexts } from '../../session/kept-texts.ts';
import { useSession } from '../../session/session.tsx';

/** What a reviewer has on the desk while they go from review to review, until they sign out. */
export interface Desk {
  /** By review: the reply as it was typed so far. */
  readonly typed: KeptTexts;
  /** By question and review: the words that were asked for before something is done, as they were typed so far. */
  readonly said: Map<string, string>;
  /** By review: the token of a claim that was given elsewhere than in its page, by an undoing or as the next one. */
  readonly granted: Map<string, number>;
  /** Reviews that are being given back, until that is answered. */
  readonly givingBack: Set<string>;
  /** By review: when the decision was taken that was taken back here. The event of that decision may come after this. */
  readonly undone: Map<string, string>;
  /** When the last decision was taken, by `performance.now()`. */
  decidedAt: number;
  /** Decisions without an answer so far: whoever undoes means the latest of them, and not the one before. */
  underWay: number;
}

const desks = new WeakMap<object, Desk>();

export function useDesk(): Desk {
  const { desk: key } = useSession();
  const known = desks.get(key);
  if (known) return known;
  const desk: Desk = {
    typed: new KeptTexts(),
    said: new Map(),
    granted: new Map(),
    givingBack: new Set(),
    undone: new Map(),
    decidedAt: Number.NEGATIVE_INFINITY,
    underWay: 0,
  };
  desks.set(key, desk);
  return desk;
}
