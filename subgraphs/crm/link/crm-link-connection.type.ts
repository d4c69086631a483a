import { connectionOf } from '#kernel/graph/connection.ts';
import { CrmLink } from './crm-link.entity.ts';

export const { Connection: CrmLinkConnection } = connectionOf('CrmLink', () => CrmLink);
