import { useIntl } from 'react-intl';
import { type TextId, useText } from '../../i18n/language.tsx';

/** Days and what the API names freely, in the reader's words where we have them. */
export function useNames() {
  const text = useText();
  const { formatDate, messages } = useIntl();
  const named = (kind: 'agent' | 'intent' | 'platform', name: string): string => {
    const id = `${kind}.${name}`;
    return Object.hasOwn(messages, id) ? text(id as TextId) : name;
  };
  // noon is on that day in every zone
  const day = (name: string): string => formatDate(`${name}T12:00:00`, { day: 'numeric', month: 'short', year: '2-digit' });
  return { named, day };
}
