import { registerEnumType } from 'type-graphql';

export const Platform = { FACEBOOK: 'FACEBOOK' } as const;
export type Platform = keyof typeof Platform;

registerEnumType(Platform, {
  name: 'Platform',
  description: 'A social platform that people write on.',
  valuesConfig: { FACEBOOK: { description: 'Facebook Messenger.' } },
});
