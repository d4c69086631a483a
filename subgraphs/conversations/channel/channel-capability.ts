import { registerEnumType } from 'type-graphql';

export enum ChannelCapability {
  DIRECT_MESSAGES = 'DIRECT_MESSAGES',
  ATTACHMENTS = 'ATTACHMENTS',
  READ_BACK = 'READ_BACK',
}
registerEnumType(ChannelCapability, {
  name: 'ChannelCapability',
  description: 'Something that a platform lets us do.',
  valuesConfig: {
    DIRECT_MESSAGES: { description: 'Private messages come in and are answered.' },
    ATTACHMENTS: { description: 'What comes with a message is kept with it.' },
    READ_BACK: { description: 'A message whose fate is unknown can be looked up at the platform.' },
  },
});
