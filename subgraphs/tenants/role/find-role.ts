import { rowsBy } from '#kernel/graph/rows-by.ts';
import { Role } from './role.entity.ts';

export const rolesById = rowsBy(Role, 'id');
