import { LRUCache } from 'lru-cache';

/**
 * Of one connection: the large ones cost the server 200 to 250 kB each (measured), so ten connections keep below 300 MB. Each tenant has
 * some forty statements of its own; where more tenants take turns, a statement is planned as often as one that is not kept.
 */
const KEPT_STATEMENTS = 120;
/** The server does not know the name, or a table has changed so that the answer has another shape. */
const OUTDATED: ReadonlySet<string> = new Set(['26000', '0A000']);

/**
 * The statements whose plans one connection keeps, in SQL's own `prepare` and `execute`: these are text, so they go in one string with
 * what opens and closes the transaction, where the protocol's own would be trips of their own. A prepared statement outlives a rollback, but
 * whether it came to be is not known of a string that failed: then all of them are forgotten, here and there.
 */
export class KeptStatements {
  readonly #names = new LRUCache<string, string>({ max: KEPT_STATEMENTS, dispose: (name) => this.#dropped.push(name) });
  #dropped: string[] = [];
  #made = 0;
  #isChanging = false;
  #isUnsure = false;

  /** The statements to be sent: the last one is the statement itself. */
  run(sql: string, values: readonly unknown[]): string[] {
    // before the name is given: a value may be refused, and then nothing is sent
    const literals = values.map(literal);
    let name = this.#names.get(sql);
    const run: string[] = [];
    if (!name) {
      name = `kept_${++this.#made}`;
      this.#names.set(sql, name);
      run.push(...this.#dropped.map((dropped) => `deallocate ${dropped}`), `prepare ${name} as ${sql}`);
      this.#dropped = [];
      this.#isChanging = true;
    }
    run.push(literals.length === 0 ? `execute ${name}` : `execute ${name}(${literals.join(', ')})`);
    return run;
  }

  /** What was answered is there. */
  arrived(): void {
    this.#isChanging = false;
  }

  /** Also of a string that was never sent. */
  failed(error: unknown): void {
    if (!this.#isChanging && !OUTDATED.has((error as { code?: string } | null)?.code ?? '')) return;
    this.#isChanging = false;
    this.#isUnsure = true;
    this.#names.clear();
    this.#dropped = [];
  }

  /** What goes in front of the next transaction. */
  takeCleaning(): string[] {
    if (!this.#isUnsure) return [];
    this.#isUnsure = false;
    this.#isChanging = true;
    // what the failed transaction has made since goes, too
    this.#names.clear();
    this.#dropped = [];
    return ['deallocate all'];
  }
}

/** As the driver would write it for the protocol, in quotes: its type follows from its place. */
function literal(value: unknown): string {
  const text = asText(value);
  if (text === null) return 'null';
  // the server takes it for the end of all that was sent
  if (text.includes('\0')) throw new Error('a value of a statement holds a zero byte');
  return quoted(text);
}

/** As the driver's `escapeLiteral`, which walks character by character: sealed texts and documents are thousands of them. */
export function quoted(text: string): string {
  const doubled = text.replaceAll("'", "''");
  return doubled.includes('\\') ? ` E'${doubled.replaceAll('\\', '\\\\')}'` : `'${doubled}'`;
}

function asText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`;
  if (Array.isArray(value)) return `{${value.map(element).join(',')}}`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function element(value: unknown): string {
  if (Array.isArray(value)) return asText(value) ?? '';
  const text = asText(value);
  return text === null ? 'NULL' : `"${text.replace(/["\\]/g, '\\$&')}"`;
}
