import { registerEnumType } from 'type-graphql';

/** The platforms that Parley answers on. One that is not built is not named. */
export enum Platform {
  FACEBOOK = 'FACEBOOK',
}
registerEnumType(Platform, {
  name: 'Platform',
  description: 'A social platform that Parley answers on.',
  valuesConfig: { FACEBOOK: { description: 'Messenger, through a Facebook page.' } },
});
