import { parseSync, Visitor } from 'oxc-parser';

export type Import = { specifier: string; line: number; typeOnly: boolean };
export type Source = { imports: Import[]; comments: { line: number; text: string }[]; code: string };

/**
 * Reads from a real parse what the checks need, so that an import or a marker that only stands in a string does not count.
 * `code` is the source with comments and strings blanked out and every line where it was. Throws where the file does not parse.
 */
export function readSource(path: string, source: string): Source {
  const { program, comments, errors } = parseSync(path, source);
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`);

  const lineOf = (offset: number): number => source.slice(0, offset).split('\n').length;
  const imports: Import[] = [];
  const add = (node: { start: number }, specifier: unknown, typeOnly: boolean): void => {
    if (typeof specifier === 'string') imports.push({ specifier, line: lineOf(node.start), typeOnly });
  };
  const blanks: { start: number; end: number }[] = [...comments];
  new Visitor({
    ImportDeclaration: (node) => add(node, node.source.value, node.importKind === 'type'),
    ExportNamedDeclaration: (node) => add(node, node.source?.value, node.exportKind === 'type'),
    ExportAllDeclaration: (node) => add(node, node.source.value, node.exportKind === 'type'),
    ImportExpression: (node) => add(node, node.source.type === 'Literal' ? node.source.value : undefined, false),
    Literal: (node) => void (typeof node.value === 'string' && blanks.push(node)),
    TemplateElement: (node) => void blanks.push(node),
    TSImportType: (node) => add(node, node.source.value, true),
  }).visit(program);

  let code = source;
  for (const { start, end } of blanks) {
    code = code.slice(0, start) + code.slice(start, end).replace(/[^\n]/g, ' ') + code.slice(end);
  }
  return { imports, comments: comments.map(({ start, value }) => ({ line: lineOf(start), text: value })), code };
}
