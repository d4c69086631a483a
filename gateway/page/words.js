const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });
const clock = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hour12: false });
const day = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hour12: false });
const languages = new Intl.DisplayNames('en', { type: 'language' });

/** "3 min. ago", "in 2 hr." */
export function fromNow(time) {
  const minutes = Math.round((new Date(time) - Date.now()) / 60_000);
  if (Math.abs(minutes) < 1) return 'just now';
  if (Math.abs(minutes) < 60) return relative.format(minutes, 'minute');
  if (Math.abs(minutes) < 60 * 36) return relative.format(Math.round(minutes / 60), 'hour');
  return relative.format(Math.round(minutes / 1_440), 'day');
}

export const clockTime = (time) => clock.format(new Date(time));
export const dayAndTime = (time) => day.format(new Date(time));
export const percent = (share) => `${Math.round(share * 100)} %`;

/** By contact: a list that was asked for before a name was known may arrive after it. */
const learned = new Map();

/** Whether the name is news. */
export function learnName({ id, displayName }) {
  if (!displayName || learned.get(id) === displayName) return false;
  learned.set(id, displayName);
  return true;
}

export const forgetNames = () => learned.clear();

/** A platform need not say a person's name; the end of our id tells the nameless apart, the same in every list. */
export const nameOf = (contact) =>
  contact?.displayName ?? learned.get(contact?.id) ?? (contact ? `Customer ${contact.id.slice(-4)}` : 'A customer');

/** BUDGET_STATED: "Budget stated". */
export const spoken = (name) => name.charAt(0) + name.slice(1).toLowerCase().replaceAll('_', ' ');

export function languageName(code) {
  try {
    return languages.of(code);
  } catch {
    return code;
  }
}

const REASONS = {
  LOW_CONFIDENCE: 'Parley is not sure enough',
  POLICY: 'A person has to decide this kind',
  BUDGET: 'The budget for drafts is used up',
  PROVIDER_DOWN: 'No model could be reached',
  SAMPLED: 'Picked for a quality check',
  UNSAFE: 'The draft may be unsafe',
};

export const reasonOf = (review) => REASONS[review.reason] ?? spoken(review.reason);

const DONE = {
  claim: (review) => `You have it until ${clockTime(review.claim.expiresAt)}.`,
  approve: () => 'Approved: the reply is on its way.',
  reject: () => 'Rejected: nothing is sent.',
  release: () => 'Released: everybody can take it.',
  renew: () => '',
};

/** What came of a claim or a decision, in one sentence: every member of ClaimReviewResult and DecideReviewResult. */
export function outcomeOf(asked, result) {
  switch (result.__typename) {
    case 'Review':
      return DONE[asked](result);
    case 'ReviewHeldByAnother':
      return `${result.by?.displayName ?? 'Somebody else'} is working on it until ${clockTime(result.until)}.`;
    case 'ReviewAlreadyDecided':
      return whatBecameOf(result.review);
    case 'ReviewClaimLost':
      return 'Your claim ran out, and nobody else has taken it. Claim it again: your text is still here.';
    case 'DraftOutdated':
      return 'The customer wrote again: this draft is not sent, a new one is under way.';
    case 'ReplyRefused':
      return `${result.message} Nothing was sent, and your text is still here.`;
    default:
      return 'Something came of it that this page does not know. Load it again.';
  }
}

/** Why a review no longer waits. */
export function whatBecameOf({ status, decision }) {
  const who = decision?.by?.displayName ?? 'Somebody';
  switch (status) {
    case 'SENDING':
    case 'APPROVED':
      return `${who} approved ${decision?.edited ? 'an edited reply' : 'the draft'}.`;
    case 'REJECTED':
      return `${who} rejected it: nothing is sent.`;
    case 'SUPERSEDED':
      return 'The customer wrote again: a new draft is under way.';
    case 'EXPIRED':
      return 'The platform takes no reply to this any more: too much time has passed.';
    default:
      return '';
  }
}
