import { randomFillSync } from 'node:crypto';

let lastMs = 0;
let counter = 0;
const RANDOM_BYTES = 8;
// drawn in blocks: the generator's call costs more than all the rest of an id
const pool = Buffer.allocUnsafe(RANDOM_BYTES * 512);
let drawn = pool.length;

function nextRandom(): Buffer {
  if (drawn === pool.length) {
    randomFillSync(pool);
    drawn = 0;
  }
  drawn += RANDOM_BYTES;
  return pool.subarray(drawn - RANDOM_BYTES, drawn);
}

/**
 * A UUID version 7 (RFC 9562 §6.2, method 1: a counter in rand_a), made before the insert because the id is part of what a sealed
 * column authenticates. Ids of one process rise strictly, also within a millisecond.
 */
export function newId(): string {
  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    counter = 0;
  } else if (++counter > 0xfff) {
    lastMs++;
    counter = 0;
  }
  const random = nextRandom();
  const time = lastMs.toString(16).padStart(12, '0');
  const tail = (0x8000 | (random.readUInt16BE(0) & 0x3fff)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, '0')}-${tail}-${random.toString('hex', 2)}`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** An id of the API that is no uuid was never given out: ask this first, so that it is not found instead of a database error. */
export const isId = (value: string): boolean => UUID.test(value);
