import type { ImportedRows } from './use-settings.ts';

/**
 * Products as a person pastes them from a sheet, one a line: name, price, currency, then what customers call it as well; parted by tabs,
 * else by semicolons. What makes no sense is left to the API, which says so by the line.
 */
export function readProductRows(pasted: string): ImportedRows {
  return pasted
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [name = '', price = '', currency = '', ...aliases] = line
        .split(line.includes('\t') ? '\t' : ';')
        .map((cell) => cell.trim());
      return {
        name,
        ...(price !== '' && { price: Number(price.replace(',', '.')) }),
        ...(currency !== '' && { currency: currency.toUpperCase() }),
        aliases: aliases.filter((alias) => alias !== ''),
      };
    });
}

/** Lines (from 1) whose price is no number: nothing is sent while there are any. */
export const linesWithoutPrice = (rows: ImportedRows): number[] =>
  (Array.isArray(rows) ? rows : [rows]).flatMap(({ price }, index) => (Number.isNaN(price) ? [index + 1] : []));
