/** docs.pinecone.io, "Limits": one upsert takes 1,000 records and 2 MB; a little is left for what stands around them. */
const MOST_RECORDS = 1_000;
const MOST_BYTES = 2 * 1024 * 1024 - 4_096;

/** In their order, each as large as one request may be. */
export function* recordBatches<Item>(records: readonly Item[]): Generator<Item[]> {
  let batch: Item[] = [];
  let bytes = 0;
  for (const record of records) {
    const size = Buffer.byteLength(JSON.stringify(record)) + 1;
    if (batch.length === MOST_RECORDS || (batch.length > 0 && bytes + size > MOST_BYTES)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(record);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}
