import { connectionOf } from '#kernel/graph/connection.ts';
import { Alert } from './alert.entity.ts';

export const { Connection: AlertConnection } = connectionOf('Alert', () => Alert);
