import { connectionOf } from '#kernel/graph/connection.ts';
import { CrmActivity } from './crm-activity.entity.ts';

export const { Connection: CrmActivityConnection } = connectionOf('CrmActivity', () => CrmActivity);
