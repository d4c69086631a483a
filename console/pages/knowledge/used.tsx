import { TimeAgo } from '../../components/ui/time-ago.tsx';
import { useText } from '../../i18n/language.tsx';

/** How often, and when last. */
export function Used({ times, lastAt }: { readonly times: number; readonly lastAt: string | null }) {
  const text = useText();
  if (times === 0) return text('knowledge.neverUsed');
  return (
    <>
      {text('knowledge.used', { count: times })}
      {lastAt && (
        <>
          {` · ${text('knowledge.lastUsed')} `}
          <TimeAgo at={lastAt} />
        </>
      )}
    </>
  );
}
