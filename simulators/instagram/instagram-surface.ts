import { GraphError } from '../meta/graph-error.ts';
import type { Surface } from '../meta/surface.ts';

const maxTextBytes = 1000;

/** The Instagram API with Instagram login, by professional accounts. Persons are Instagram-scoped ids (IGSID). */
export const instagramSurface: Surface = {
  name: 'instagram',
  object: 'instagram',
  platform: 'instagram',
  keys: { account: 'accountId', person: 'igsid' },
  tokenPrefix: 'IGAA-sim-',
  midPrefix: 'aWdfZAG1faXRlbToxOklHTWVzc2FnZAUlE',
  isTypeRequired: false,
  hasMetadata: false,
  tooLong: (text) =>
    Buffer.byteLength(text) > maxTextBytes
      ? `Length of param message[text] must be less than or equal to ${maxTextBytes}`
      : undefined,
  windowSubcode: 2534022,
  heldSubcode: 2534037,
  // echoes come with `messages`; there are no delivery receipts
  fieldOf: {
    message: 'messages',
    echo: 'messages',
    edit: 'message_edit',
    reaction: 'message_reactions',
    postback: 'messaging_postbacks',
    referral: 'messaging_referral',
    optin: 'messaging_optins',
    read: 'messaging_seen',
    delivery: undefined,
    control: 'messaging_handover',
  },
  knownFields: new Set([
    'messages',
    'message_edit',
    'message_reactions',
    'messaging_handover',
    'messaging_optins',
    'messaging_postbacks',
    'messaging_referral',
    'messaging_seen',
    'standby',
    'comments',
    'live_comments',
    'mentions',
    'story_insights',
  ]),
  shownMessages: 20,
  // `id` is of the account for this application alone; webhooks and addresses have `user_id`
  account: (id, name) => ({
    type: 'IGUser',
    fields: {
      id: `9${id}`,
      user_id: id,
      username: username(name),
      name,
      account_type: 'BUSINESS',
      profile_picture_url: undefined,
    },
  }),
  party: (id, name) => ({ username: username(name ?? `user ${id}`), id }),
  profile: (id, name) => ({
    type: 'IGUser',
    fields: { id, name, username: username(name), profile_pic: undefined, follower_count: 0, is_verified_user: false },
  }),
  noProfile: () => new GraphError('(#230) User consent is required to access user profile', 230),
  readReceipt: ({ messages }) => {
    const last = messages.findLast((message) => message.fromAccount);
    return last && { mid: last.mid };
  },
};

const username = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '.')
    .slice(0, 30);
