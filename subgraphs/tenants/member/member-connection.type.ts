import { connectionOf } from '#kernel/graph/connection.ts';
import { Member } from './member.entity.ts';

export const { Connection: MemberConnection } = connectionOf('Member', () => Member);
