import { registerEnumType } from 'type-graphql';
import type { PlatformName } from '#schema/events/platform.ts';

export const Platform: { readonly [Name in PlatformName]: Name } = {
  FACEBOOK: 'FACEBOOK',
  INSTAGRAM: 'INSTAGRAM',
  X: 'X',
  LINKEDIN: 'LINKEDIN',
};
export type Platform = PlatformName;

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
