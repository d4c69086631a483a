import { registerEnumType } from 'type-graphql';

export enum DeliveryStatus {
  PENDING = 'PENDING',
  SENDING = 'SENDING',
  SENT = 'SENT',
  DELIVERED = 'DELIVERED',
  READ = 'READ',
  FAILED = 'FAILED',
  UNCERTAIN = 'UNCERTAIN',
}
registerEnumType(DeliveryStatus, {
  name: 'DeliveryStatus',
  description: 'What became of an outbound message.',
  valuesConfig: {
    PENDING: { description: 'It waits to be posted, for the first time or again.' },
    SENDING: { description: 'It was posted, or is being posted, and the platform has not yet said that it took it.' },
    SENT: { description: 'The platform took it.' },
    DELIVERED: { description: "It reached the person's device." },
    READ: { description: 'The person read it.' },
    FAILED: { description: 'The platform refused it, or it was out of date; it was not sent and will not be.' },
    UNCERTAIN: { description: 'Nobody knows whether the platform took it, so it is not posted again. The team was alerted.' },
  },
});

const { PENDING, SENDING, SENT, DELIVERED, READ, FAILED, UNCERTAIN } = DeliveryStatus;

/**
 * Where a delivery may go from where. An echo or a read-back proves a post whatever we believed of it, so SENT follows UNCERTAIN and
 * PENDING too; nothing leads back behind SENT, because a receipt that comes late says nothing new.
 */
const moves: Readonly<Record<DeliveryStatus, readonly DeliveryStatus[]>> = {
  PENDING: [SENDING, SENT, FAILED],
  SENDING: [PENDING, SENDING, SENT, FAILED, UNCERTAIN],
  SENT: [DELIVERED, READ],
  DELIVERED: [READ],
  READ: [],
  FAILED: [],
  UNCERTAIN: [SENT],
};

/** A bug of ours: the caller decided on a state that the delivery was not in. */
export class IllegalDeliveryMove extends Error {
  override readonly name = 'IllegalDeliveryMove';

  constructor(from: DeliveryStatus, to: DeliveryStatus) {
    super(`A delivery cannot go from ${from} to ${to}.`);
  }
}

export function assertDeliveryMove(from: DeliveryStatus, to: DeliveryStatus): void {
  if (!moves[from].includes(to)) throw new IllegalDeliveryMove(from, to);
}

/** The states that lead to `to`: what a statement over many deliveries has in its condition. */
export const statesBefore = (to: DeliveryStatus): readonly DeliveryStatus[] =>
  Object.values(DeliveryStatus).filter((from) => moves[from].includes(to));

/** The platform took the message: nothing is posted any more. */
export const isProved = (status: DeliveryStatus): boolean => status === SENT || status === DELIVERED || status === READ;
