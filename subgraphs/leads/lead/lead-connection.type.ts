import { connectionOf } from '#kernel/graph/connection.ts';
import { Lead } from './lead.entity.ts';

export const { Connection: LeadConnection } = connectionOf('Lead', () => Lead);
