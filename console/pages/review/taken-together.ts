/** The page takes no second approval by itself within this time (see `TWICE_MS` of the panel), so closer ones were one. */
const TOGETHER_MS = 1_000;

interface Decided {
  readonly isRejection: boolean;
  readonly isEdited: boolean;
  readonly batch: string | null;
  readonly endsAt: number;
}

/** Decisions in the order of their ends: drafts that were approved within a moment of one another were approved together, and share a batch. */
export function takenTogether<One extends Decided>(decisions: readonly One[], newBatch: () => string): readonly One[] {
  const together: One[][] = [];
  for (const one of decisions) {
    const group = together.at(-1);
    const last = group?.at(-1);
    if (group && last && isPlain(one) && isPlain(last) && one.endsAt - last.endsAt < TOGETHER_MS) group.push(one);
    else together.push([one]);
  }
  return together.flatMap((group) => {
    const batch = group.length < 2 ? null : newBatch();
    return group.map((one) => ({ ...one, batch }));
  });
}

const isPlain = ({ isRejection, isEdited }: Decided): boolean => !isRejection && !isEdited;
