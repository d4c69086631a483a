import { connectionOf } from '#kernel/graph/connection.ts';
import { Message } from './message.entity.ts';

export const { Connection: MessageConnection } = connectionOf('Message', () => Message);
