import { SalesforceError } from './salesforce-error.ts';

export type SoqlValue = string | number | boolean | null;
export type SoqlOperator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'LIKE' | 'IN';

export interface SoqlCondition {
  field: string;
  operator: SoqlOperator;
  /** One value, or those of an IN list. */
  values: SoqlValue[];
}

export interface SoqlQuery {
  /** Empty for `SELECT COUNT()`. */
  fields: string[];
  from: string;
  where: SoqlCondition[];
  orderBy?: { field: string; descending: boolean };
  limit?: number;
}

const tokenShape = /\s*('(?:[^'\\]|\\.)*'|!=|<=|>=|[=<>(),]|[\w.:+-]+|\S)/gy;

/** SELECT fields FROM object [WHERE field op value [AND ...]] [ORDER BY field [DESC]] [LIMIT n]: no OR, no relations, no functions. */
export function parseSoql(text: string): SoqlQuery {
  const tokens = [...text.trim().matchAll(tokenShape)].map((match) => match[1] ?? '');
  let position = 0;
  const isNext = (word: string): boolean => tokens[position]?.toUpperCase() === word;
  const next = (): string => {
    const token = tokens[position];
    if (token === undefined) throw malformed('unexpected token: <EOF>');
    position += 1;
    return token;
  };
  const skip = (word: string): boolean => {
    if (!isNext(word)) return false;
    position += 1;
    return true;
  };
  const expect = (...words: string[]): void => {
    for (const word of words)
      if (!skip(word)) throw malformed(`unexpected token: '${tokens[position] ?? '<EOF>'}', expected ${word}`);
  };
  const listOf = <Item>(item: () => Item): Item[] => {
    const items = [item()];
    while (skip(',')) items.push(item());
    return items;
  };
  const condition = (): SoqlCondition => {
    const field = next();
    const operator = next().toUpperCase().replace('<>', '!=');
    if (!isOperator(operator)) throw malformed(`unexpected token: '${operator}'`);
    if (operator !== 'IN') return { field, operator, values: [literal(next())] };
    expect('(');
    const values = listOf(() => literal(next()));
    expect(')');
    return { field, operator, values };
  };

  expect('SELECT');
  const fields: string[] = [];
  if (skip('COUNT')) expect('(', ')');
  else fields.push(...listOf(next));
  expect('FROM');
  const query: SoqlQuery = { fields, from: next(), where: [] };
  if (skip('WHERE')) {
    do query.where.push(condition());
    while (skip('AND'));
  }
  if (skip('ORDER')) {
    expect('BY');
    query.orderBy = { field: next(), descending: skip('DESC') };
    skip('ASC');
  }
  if (skip('LIMIT')) query.limit = Number(next());
  if (position < tokens.length) throw malformed(`unexpected token: '${tokens[position]}' (the simulator knows a subset of SOQL)`);
  return query;
}

function isOperator(text: string): text is SoqlOperator {
  return ['=', '!=', '<', '<=', '>', '>=', 'LIKE', 'IN'].includes(text);
}

function literal(token: string): SoqlValue {
  if (token.startsWith("'") && token.length > 1) {
    return token.slice(1, -1).replace(/\\(.)/g, (_, char: string) => ({ n: '\n', r: '\r', t: '\t' })[char] ?? char);
  }
  if (/^[+-]?\d+(\.\d+)?$/.test(token)) return Number(token);
  if (/^(true|false)$/i.test(token)) return token.toLowerCase() === 'true';
  if (/^null$/i.test(token)) return null;
  // Dates stand bare in SOQL.
  if (/^\d{4}-\d{2}-\d{2}/.test(token)) return token;
  throw malformed(`unexpected token: '${token}'`);
}

function malformed(message: string): SalesforceError {
  return new SalesforceError('MALFORMED_QUERY', message);
}
