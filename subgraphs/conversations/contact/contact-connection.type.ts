import { connectionOf } from '#kernel/graph/connection.ts';
import { Contact } from './contact.entity.ts';

export const { Connection: ContactConnection } = connectionOf('Contact', () => Contact);
