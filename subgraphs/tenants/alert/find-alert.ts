import { rowsBy } from '#kernel/graph/rows-by.ts';
import { Alert } from './alert.entity.ts';

export const alertsById = rowsBy(Alert, 'id');
