import type { ProductRow } from './catalogue.generated.ts';

export interface ReadProduct {
  /** Of the text, from 1: where its row begins. */
  readonly line: number;
  readonly input: ProductRow;
  /** Nothing is sent while a row has one. */
  readonly problem: 'NAME' | 'PRICE' | null;
}

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Products of a sheet (copied, or as a CSV file), one a row: name, price, currency, then what customers call it as well. Columns are parted by
 * tabs, else by semicolons, else by commas. A first row that names the price is a heading. The rest is the API's to judge.
 */
export function readProductRows(sheet: string): ReadProduct[] {
  const delimiter = ['\t', ';'].find((one) => sheet.includes(one)) ?? ',';
  const rows = readRows(sheet.replace(/^\uFEFF/, ''), delimiter).filter(({ cells }) => cells.some((cell) => cell !== ''));
  const isHeading = /^(price|preis)\b/i.test(rows[0]?.cells[1] ?? '');
  return (isHeading ? rows.slice(1) : rows).map(({ line, cells }) => {
    const [name = '', price = '', currency = '', ...aliases] = cells;
    const amount = readPrice(price);
    return {
      line,
      input: {
        name,
        ...(amount !== null && { price: amount }),
        ...(currency !== '' && { currency: currency.toUpperCase() }),
        aliases: aliases.filter((alias) => alias !== ''),
      },
      problem: name === '' ? 'NAME' : Number.isNaN(amount) ? 'PRICE' : null,
    };
  });
}

/**
 * The last of two different marks parts the decimals: 1.299,50 and 1,299.50 are one price. A single one before just three digits parts
 * thousands: 1.299 is no price of a euro and thirty. NaN for what is no number, null for nothing.
 */
function readPrice(cell: string): number | null {
  if (cell === '') return null;
  if (/^[1-9]\d{0,2}[.,]\d{3}$/.test(cell)) return Number(cell.replace(/[.,]/, ''));
  const marks = cell.replace(/[^.,]/g, '');
  if (new Set(marks).size < 2) return marks.length > 1 ? Number.NaN : Number(cell.replace(',', '.'));
  const thousands = marks.at(-1) === ',' ? '.' : ',';
  return Number(cell.replaceAll(thousands, '').replace(',', '.'));
}

/** RFC 4180: a quoted cell may hold delimiters, line breaks and doubled quotes. */
function readRows(sheet: string, delimiter: string): Row[] {
  const rows: { line: number; cells: string[] }[] = [];
  let [row, cell, isQuoted, line] = [{ line: 1, cells: [] as string[] }, '', false, 1];
  const endCell = (): void => {
    row.cells.push(cell.trim());
    cell = '';
  };
  const characters = sheet.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] ?? '';
    if (character === '\n') line++;
    if (isQuoted) {
      if (character !== '"') cell += character;
      else if (characters[at + 1] === '"') cell += characters[++at];
      else isQuoted = false;
    } else if (character === '"' && cell.trim() === '') {
      cell = '';
      isQuoted = true;
    } else if (character === delimiter) endCell();
    else if (character === '\n') {
      endCell();
      rows.push(row);
      row = { line, cells: [] };
    } else cell += character;
  }
  endCell();
  return [...rows, row];
}
