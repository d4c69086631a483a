import { useApolloClient } from '@apollo/client/react';
import { useRef, useState } from 'react';
import { errorMessage } from '../../api/error-message.ts';
import { say } from '../../i18n/language.tsx';
import {
  AddKnowledgeDocumentDocument,
  KnowledgeDocumentsDocument,
  UpdateKnowledgeDocumentDocument,
} from './knowledge.generated.ts';
import { readFile } from './read-file.ts';
import { splitDocument } from './split-document.ts';
import { UnreadableFile } from './unreadable-file.ts';
import { KnowledgeSourcesDocument, type KnowledgeSourcesQuery } from './upload.generated.ts';

type Stage = 'READING' | 'READ' | 'SENDING' | 'SENT' | 'FAILED';

export interface Upload {
  readonly key: number;
  readonly name: string;
  readonly stage: Stage;
  readonly page?: { readonly page: number; readonly of: number };
  readonly title: string;
  readonly parts: readonly string[];
  readonly problem?: string;
  /** Documents that came of a file of this name before: sending replaces them. */
  readonly replaces: ReadonlyMap<string, string>;
  readonly documentIds: readonly string[];
}

/** The name that a part of a file is known by, and found again by when the file comes again. */
const sourceOf = (name: string, index: number, parts: number): string => (parts === 1 ? name : `${name} (${index + 1}/${parts})`);

/** Files on their way to become documents. Each goes its own way: what is wrong with one holds up no other. */
export function useUpload() {
  const client = useApolloClient();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const nextKey = useRef(1);
  const reading = useRef(new Map<number, AbortController>());
  const change = (key: number, with_: Partial<Upload>): void =>
    setUploads((all) => all.map((one) => (one.key === key ? { ...one, ...with_ } : one)));

  const read = async (key: number, file: File): Promise<void> => {
    const controller = new AbortController();
    reading.current.set(key, controller);
    try {
      const { title, text } = await readFile(file, (page, of) => change(key, { page: { page, of } }), controller.signal);
      const known = await readSources();
      if (controller.signal.aborted) return;
      const parts = splitDocument(text);
      const sources = parts.map((_, index) => sourceOf(file.name, index, parts.length));
      const replaces = new Map(
        sources.flatMap((source) => {
          const id = known.get(source);
          return id === undefined ? [] : [[source, id] as const];
        }),
      );
      change(key, { stage: 'READ', title, parts, replaces });
    } catch (error) {
      if (controller.signal.aborted) return;
      const problem = error instanceof UnreadableFile ? say(`upload.problem.${error.problem}`) : errorMessage(error);
      change(key, { stage: 'FAILED', problem });
    } finally {
      reading.current.delete(key);
    }
  };

  const readSources = async (): Promise<ReadonlyMap<string, string>> => {
    const known = new Map<string, string>();
    let after: string | null | undefined = null;
    do {
      // beside the cache: its list of documents is the one that the page shows
      const answer: { data?: KnowledgeSourcesQuery | undefined } = await client.query({
        query: KnowledgeSourcesDocument,
        variables: { after },
        fetchPolicy: 'no-cache',
      });
      for (const { id, source } of answer.data?.knowledgeDocuments.nodes ?? [])
        if (source && !known.has(source)) known.set(source, id);
      const info: KnowledgeSourcesQuery['knowledgeDocuments']['pageInfo'] | undefined = answer.data?.knowledgeDocuments.pageInfo;
      after = info?.hasNextPage ? info.endCursor : null;
    } while (after !== null);
    return known;
  };

  const sendPart = async (
    source: string,
    title: string,
    text: string,
    replaced: string | undefined,
  ): Promise<string | undefined> => {
    if (replaced !== undefined) {
      await client.mutate({ mutation: UpdateKnowledgeDocumentDocument, variables: { id: replaced, title, text, source } });
      return replaced;
    }
    const { data } = await client.mutate({ mutation: AddKnowledgeDocumentDocument, variables: { title, text, source } });
    return data?.addKnowledgeDocument.id;
  };

  const send = async ({ key, name, title, parts, replaces, documentIds }: Upload): Promise<void> => {
    change(key, { stage: 'SENDING' });
    const sent = [...documentIds];
    try {
      // what was sent before a failure is not sent twice
      for (let index = sent.length; index < parts.length; index += 1) {
        const source = sourceOf(name, index, parts.length);
        const titled = parts.length === 1 ? title : `${title} (${index + 1}/${parts.length})`;
        const id = await sendPart(source, titled, parts[index] ?? '', replaces.get(source));
        if (id !== undefined) sent.push(id);
      }
      change(key, { stage: 'SENT', documentIds: sent });
    } catch (error) {
      change(key, { stage: 'READ', documentIds: sent, problem: errorMessage(error) });
    }
    await client.refetchQueries({ include: [KnowledgeDocumentsDocument] });
  };

  return {
    uploads,
    add: (files: Iterable<File>) => {
      for (const file of files) {
        const key = nextKey.current;
        nextKey.current += 1;
        const fresh = {
          key,
          name: file.name,
          stage: 'READING',
          title: '',
          parts: [],
          replaces: new Map(),
          documentIds: [],
        } as const;
        setUploads((all) => [...all, fresh]);
        void read(key, file);
      }
    },
    rename: (key: number, title: string) => change(key, { title }),
    send: (upload: Upload) => void send(upload),
    drop: (key: number) => {
      reading.current.get(key)?.abort();
      setUploads((all) => all.filter((one) => one.key !== key));
    },
  };
}
