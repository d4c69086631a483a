import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { KnowledgeDocument } from '../../../subgraphs/ai/knowledge/knowledge-document.entity.ts';
import type { KnowledgeChange } from '../../../subgraphs/ai/replay/proposal.ts';
import { UsageError } from '../../usage-error.ts';

const READ = new Set(['.md', '.txt']);

/**
 * A document for each file: its first heading is the title, else its name is. One that has the title of a published document takes its place,
 * any other is added. What the folder does not hold stays: it goes only where it is named.
 */
export async function readKnowledgeFiles(
  ctx: Ctx,
  paths: readonly string[],
  without: readonly string[],
): Promise<KnowledgeChange[]> {
  if (paths.length === 0 && without.length === 0) return [];
  const documents = await ctx.em.find(KnowledgeDocument, {});
  const idOf = (title: string): string | undefined => documents.find((each) => each.title === title || each.id === title)?.id;
  const changes = paths.flatMap(filesIn).map((file): KnowledgeChange => {
    const text = readFileSync(file, 'utf8');
    const title = /^#\s+(.+?)\s*#*$/m.exec(text)?.[1] ?? basename(file, extname(file));
    return { documentId: idOf(title), title, text };
  });
  const removed = without.map((title): KnowledgeChange => {
    const documentId = idOf(title);
    if (documentId === undefined) throw new UsageError(`There is no document ${title}.`);
    return { documentId, remove: true };
  });
  return [...changes, ...removed];
}

function filesIn(path: string): string[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw new UsageError(`${path} is not there.`);
  if (!found.isDirectory()) return [path];
  const files = readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => READ.has(extname(name)))
    .sort()
    .map((name) => join(path, name));
  if (files.length === 0) throw new UsageError(`${path} holds no .md or .txt file.`);
  return files;
}
