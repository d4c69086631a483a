import { registerEnumType } from 'type-graphql';

export enum ChannelCapability {
  DIRECT_MESSAGES = 'DIRECT_MESSAGES',
  COMMENTS = 'COMMENTS',
  MENTIONS = 'MENTIONS',
  ATTACHMENTS = 'ATTACHMENTS',
  READ_BACK = 'READ_BACK',
  TYPING_INDICATOR = 'TYPING_INDICATOR',
}
registerEnumType(ChannelCapability, {
  name: 'ChannelCapability',
  description: 'Something that a platform lets us do.',
  valuesConfig: {
    DIRECT_MESSAGES: { description: 'Private messages come in and are answered.' },
    COMMENTS: { description: "Comments on the account's posts come in and are answered in public." },
    MENTIONS: { description: 'Posts that mention the account come in and are answered in public.' },
    ATTACHMENTS: { description: 'What comes with a message is kept with it.' },
    READ_BACK: { description: 'A message whose fate is unknown can be looked up at the platform.' },
    TYPING_INDICATOR: { description: 'The person sees that an answer is being written.' },
  },
});
