import { registerEnumType } from 'type-graphql';

/** The platforms that Parley answers on. */
export enum Platform {
  FACEBOOK = 'FACEBOOK',
  INSTAGRAM = 'INSTAGRAM',
  X = 'X',
  LINKEDIN = 'LINKEDIN',
}
registerEnumType(Platform, {
  name: 'Platform',
  description: 'A social platform that Parley answers on.',
  valuesConfig: {
    FACEBOOK: { description: 'Messenger, through a Facebook page.' },
    INSTAGRAM: { description: 'Direct messages to an Instagram professional account.' },
    X: { description: 'Direct messages to an X account, and posts that mention it.' },
    LINKEDIN: { description: "Comments on a LinkedIn organisation's posts, and posts that mention it." },
  },
});
