import { batched } from '#kernel/graph/batched.ts';
import { rowsBy } from '#kernel/graph/rows-by.ts';
import { Channel } from './channel.entity.ts';

export const channelsById = rowsBy(Channel, 'id');

/** Null where there is none of this id. */
export const findChannel = batched(channelsById);
