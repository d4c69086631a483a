// One piece of SQL text as PostgreSQL's lexer cuts it, as far as it decides what is a statement and what is content.
const WORD = 'a-z_\\u0080-\\uffff';
const PIECE = new RegExp(
  [
    `[${WORD}][${WORD}0-9$]*`,
    "'[^']*(?:''[^']*)*'",
    '"[^"]*(?:""[^"]*)*"',
    '--[^\\n\\r]*',
    `\\$(?:[${WORD}][${WORD}0-9]*)?\\$`,
    '/\\*',
    '\\s+',
    `[^${WORD}\\s'"$/;(-]+`,
    '[\\s\\S]',
  ].join('|'),
  'iy',
);
const ESCAPED_STRING = /'[^'\\]*(?:(?:''|\\[\s\S])[^'\\]*)*'/y;
const COMMENT_EDGE = /\/\*|\*\//g;
/** A second string after an escaped one may go on in the first one's manner: nobody here writes that. */
const CONTINUED = /\s*(?:--[^\n\r]*\s*)*'/y;

/**
 * The first word of each statement of an SQL text, in small letters; '' where a statement begins with anything else. Comments (they
 * nest), strings and quoted names are skipped, whatever they hold. Null for a text that cannot be told apart for sure.
 */
export function statementVerbs(sql: string): string[] | null {
  const verbs: string[] = [];
  let isAtStart = true;
  let at = 0;
  while (at < sql.length) {
    PIECE.lastIndex = at;
    const piece = PIECE.exec(sql)?.[0] ?? '';
    at += piece.length;
    if (piece === '/*') {
      at = endOfComment(sql, at);
      if (at < 0) return null;
      continue;
    }
    if (piece.startsWith('--') || /^\s/.test(piece)) continue;
    if (piece === ';') {
      isAtStart = true;
      continue;
    }
    if (piece === "'" || piece === '"') return null;
    if (piece.length > 1 && piece.startsWith('$')) {
      const end = sql.indexOf(piece, at);
      if (end < 0) return null;
      at = end + piece.length;
    } else if (/^e$/i.test(piece) && sql[at] === "'") {
      ESCAPED_STRING.lastIndex = at;
      const text = ESCAPED_STRING.exec(sql)?.[0];
      if (text === undefined) return null;
      at += text.length;
      CONTINUED.lastIndex = at;
      if (CONTINUED.test(sql)) return null;
    }
    if (isAtStart && piece !== '(') {
      verbs.push(/^[a-z]+$/i.test(piece) ? piece.toLowerCase() : '');
      isAtStart = false;
    }
  }
  return verbs;
}

function endOfComment(sql: string, from: number): number {
  COMMENT_EDGE.lastIndex = from;
  for (let depth = 1; depth > 0; ) {
    const edge = COMMENT_EDGE.exec(sql)?.[0];
    if (edge === undefined) return -1;
    depth += edge === '/*' ? 1 : -1;
  }
  return COMMENT_EDGE.lastIndex;
}
