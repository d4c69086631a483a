import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';

export interface VectorBlock {
  readonly passageIds: readonly string[];
  readonly documentIds: readonly string[];
  /** float32, one vector after the other, in memory of its own. */
  readonly vectors: ArrayBuffer;
}

/** The driver holds a block as hexadecimal text and as bytes: this keeps both below 40 MB at a dimension of 3,072. */
const BLOCK_BYTES = 12_000_000;

interface Row {
  readonly passages: string | null;
  readonly documents: string | null;
  readonly vectors: Buffer | null;
}

/** The space's vectors that were written after this version, block by block. */
export async function* readVectors(
  ctx: Ctx,
  space: { readonly generation: number; readonly dimension: number },
  afterVersion: number,
): AsyncGenerator<VectorBlock> {
  const rows = Math.max(1, Math.floor(BLOCK_BYTES / (space.dimension * Float32Array.BYTES_PER_ELEMENT)));
  let after = '00000000-0000-0000-0000-000000000000';
  while (true) {
    const [row] = await ctx.em.execute<Row[]>(
      `select string_agg(v.passage_id::text, ',' order by v.passage_id) as passages,
              string_agg(v.document_id::text, ',' order by v.passage_id) as documents,
              string_agg(v.vector, ''::bytea order by v.passage_id) as vectors
       from (select passage_id, document_id, vector from "${schemaOf(ctx.tenant)}".knowledge_vector
             where generation = ? and passage_id > ?::uuid and version > ? order by passage_id limit ?) v`,
      [space.generation, after, afterVersion, rows],
    );
    if (!row?.passages || !row.documents || !row.vectors) return;
    const passageIds = row.passages.split(',');
    yield { passageIds, documentIds: row.documents.split(','), vectors: copied(row.vectors) };
    if (passageIds.length < rows) return;
    after = passageIds[passageIds.length - 1] ?? after;
  }
}

/** The driver's buffer may be a part of a larger one, at an address that no float may begin at. */
export function copied(bytes: Buffer): ArrayBuffer {
  const own = new ArrayBuffer(bytes.byteLength);
  new Uint8Array(own).set(bytes);
  return own;
}
