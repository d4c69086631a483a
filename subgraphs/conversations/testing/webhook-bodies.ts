import { Platform } from '../platform.ts';

/** A message in the platform's own shape, alone; `text` is what the person wrote. */
export interface BodyShape {
  /** One event, valid as it stands. */
  readonly event: (id: string, text: string) => object;
  /** A body of these events, which may be anything by now. */
  readonly body: (events: readonly unknown[]) => object;
  /** How many events a body holds at most. */
  readonly most: number;
}

const metaShape = (object: string): BodyShape => ({
  event: (id, text) => ({
    id: '10672809',
    time: 1_785_312_004_523,
    messaging: [
      { sender: { id: '7001' }, recipient: { id: '10672809' }, timestamp: 1_785_312_004_523, message: { mid: id, text } },
    ],
  }),
  body: (entry) => ({ object, entry }),
  most: 6,
});

const DM = (id: string, text: string) => ({
  type: 'message_create',
  id,
  created_timestamp: '1784928224372',
  message_create: {
    target: { recipient_id: '1111111111111111111' },
    sender_id: '2222222222222222222',
    message_data: { text, entities: { hashtags: [], symbols: [], user_mentions: [], urls: [] } },
  },
});

/** By the platform and, for X, by its envelope. */
export const WEBHOOK_SHAPES: readonly (readonly [Platform, string, BodyShape])[] = [
  [Platform.FACEBOOK, 'page', metaShape('page')],
  [Platform.INSTAGRAM, 'instagram', metaShape('instagram')],
  [
    Platform.X,
    'account activity',
    {
      event: DM,
      body: (events) => ({ for_user_id: '1111111111111111111', direct_message_events: events, users: {} }),
      most: 6,
    },
  ],
  [
    Platform.X,
    'X activity',
    {
      event: (id, text) => ({
        event_uuid: '-6850472171600526495',
        filter: { user_id: '1111111111111111111' },
        event_type: 'dm.received',
        tag: 'dm-inbound',
        payload: { direct_message_events: [DM(id, text)], users: {} },
      }),
      body: ([data]) => ({ data }),
      most: 1,
    },
  ],
  [
    Platform.LINKEDIN,
    'social actions',
    {
      event: (id, text) => ({
        notificationId: Number(id),
        organizationalEntity: 'urn:li:organization:12345',
        action: 'COMMENT',
        sourcePost: 'urn:li:activity:700',
        lastModifiedAt: 1_785_312_004_523,
        generatedActivity: `urn:li:comment:(urn:li:activity:700,${id})`,
        decoratedGeneratedActivity: {
          comment: {
            entity: `urn:li:comment:(urn:li:activity:700,${id})`,
            owner: 'urn:li:person:member123',
            object: 'urn:li:activity:700',
            message: { text },
          },
        },
      }),
      body: (notifications) => ({ type: 'ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS', notifications }),
      most: 6,
    },
  ],
];
