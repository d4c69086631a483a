import { element } from './element.js';
import { dayAndTime } from './words.js';

const WHO = { CONTACT: 'Customer', AI: 'Parley', MEMBER: 'Team' };

/** What waits for an answer is shown, what came before it can be opened. Newest first as they are given, read oldest first. */
export function messageThread(conversation) {
  if (!conversation) return [element('p', { class: 'empty' }, 'The conversation cannot be shown at the moment.')];
  const messages = conversation.messages.nodes;
  const answered = messages.findIndex(({ direction }) => direction === 'OUTBOUND');
  const open = answered < 0 ? messages : messages.slice(0, answered);
  const earlier = answered < 0 ? [] : messages.slice(answered);
  return [
    earlier.length > 0 && element('details', {}, element('summary', {}, `Earlier messages (${earlier.length})`), list(earlier)),
    list(open),
  ].filter(Boolean);
}

const list = (newestFirst) => element('ol', { class: 'messages' }, newestFirst.toReversed().map(message));

function message({ direction, authorKind, text, sentAt }) {
  return element(
    'li',
    { class: `message ${direction.toLowerCase()}` },
    element(
      'p',
      { class: 'by' },
      `${WHO[authorKind] ?? authorKind}, `,
      element('time', { datetime: sentAt }, dayAndTime(sentAt)),
    ),
    element('p', { class: 'text', dir: 'auto' }, text || '(no text)'),
  );
}
