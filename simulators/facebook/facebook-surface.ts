import { invalidParameter } from '../meta/graph-error.ts';
import type { Surface } from '../meta/surface.ts';

const maxTextCharacters = 2000;

/** Messenger, by pages. */
export const facebookSurface: Surface = {
  name: 'facebook',
  object: 'page',
  platform: 'messenger',
  keys: { account: 'pageId', person: 'psid' },
  tokenPrefix: 'EAAG-sim-',
  midPrefix: 'm_',
  isTypeRequired: true,
  hasMetadata: true,
  tooLong: (text) =>
    [...text].length > maxTextCharacters
      ? `Length of param message[text] must be less than or equal to ${maxTextCharacters}`
      : undefined,
  windowSubcode: 2018278,
  heldSubcode: 2018300,
  fieldOf: {
    message: 'messages',
    echo: 'message_echoes',
    edit: 'message_edits',
    reaction: 'message_reactions',
    postback: 'messaging_postbacks',
    referral: 'messaging_referrals',
    optin: 'messaging_optins',
    read: 'message_reads',
    delivery: 'message_deliveries',
    control: 'messaging_handovers',
  },
  knownFields: new Set([
    'messages',
    'messaging_postbacks',
    'messaging_optins',
    'messaging_referrals',
    'messaging_handovers',
    'messaging_policy_enforcement',
    'message_deliveries',
    'message_reads',
    'message_echoes',
    'message_edits',
    'message_reactions',
    'standby',
    'feed',
    'mention',
    'name',
    'picture',
  ]),
  shownMessages: Number.POSITIVE_INFINITY,
  account: (id, name) => ({
    type: 'Page',
    fields: { id, name, category: 'Business', link: `https://www.facebook.com/${id}` },
  }),
  party: (id, name) => ({ name: name ?? 'Facebook User', email: `${id}@facebook.com`, id }),
  profile: (id, name) => {
    const lastSpace = name.lastIndexOf(' ');
    const nothing = { profile_pic: undefined, locale: undefined, timezone: undefined, gender: undefined };
    const [first, last] = lastSpace < 0 ? [name, ''] : [name.slice(0, lastSpace), name.slice(lastSpace + 1)];
    return { type: 'User', fields: { ...nothing, id, name, first_name: first, last_name: last } };
  },
  noProfile: (_personId, asked) =>
    asked.some((field) => ['first_name', 'last_name', 'profile_pic'].includes(field))
      ? invalidParameter('No matching user found', 2018001)
      : undefined,
  readReceipt: ({ messages }) => {
    const last = messages.findLast((message) => message.fromAccount);
    return last && { watermark: last.sentAt };
  },
};
