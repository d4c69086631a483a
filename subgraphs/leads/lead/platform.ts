import { registerEnumType } from 'type-graphql';

export const Platform = { FACEBOOK: 'FACEBOOK', INSTAGRAM: 'INSTAGRAM', X: 'X', LINKEDIN: 'LINKEDIN' } as const;
export type Platform = keyof typeof Platform;

registerEnumType(Platform, {
  name: 'Platform',
  description: 'A social platform that people write on.',
  valuesConfig: {
    FACEBOOK: { description: 'Facebook Messenger.' },
    INSTAGRAM: { description: 'Instagram direct messages.' },
    X: { description: 'Direct messages and mentions on X.' },
    LINKEDIN: { description: "Comments and mentions on an organisation's LinkedIn page." },
  },
});
