import { useApolloClient } from '@apollo/client/react';
import { useEffect, useRef, useState } from 'react';
import { errorMessage } from '../../api/error-message.ts';
import { say } from '../../i18n/language.tsx';
import { isKnownFile, planParts } from './file-parts.ts';
import {
  AddKnowledgeDocumentDocument,
  KnowledgeDocumentsDocument,
  RemoveKnowledgeDocumentDocument,
  UpdateKnowledgeDocumentDocument,
} from './knowledge.generated.ts';
import { readFile } from './read-file.ts';
import { readSources } from './read-sources.ts';
import { splitDocument } from './split-document.ts';
import { UnreadableFile } from './unreadable-file.ts';

type Stage = 'READING' | 'READ' | 'SENDING' | 'SENT' | 'FAILED';

export interface Upload {
  readonly key: number;
  readonly name: string;
  readonly stage: Stage;
  readonly page?: { readonly page: number; readonly of: number };
  readonly title: string;
  readonly parts: readonly string[];
  readonly problem?: string;
  /** Documents came of a file of this name before: sending replaces them. */
  readonly isKnown: boolean;
  readonly documentIds: readonly string[];
}

export const isUnderWay = ({ stage }: Upload): boolean => stage !== 'SENT' && stage !== 'FAILED';

/** Files on their way to become documents. Each goes its own way: what is wrong with one holds up no other. */
export function useUpload() {
  const client = useApolloClient();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const nextKey = useRef(1);
  const reading = useRef(new Map<number, AbortController>());
  useEffect(() => {
    const underWay = reading.current;
    return () => {
      for (const controller of underWay.values()) controller.abort();
    };
  }, []);
  const change = (key: number, with_: Partial<Upload>): void =>
    setUploads((all) => all.map((one) => (one.key === key ? { ...one, ...with_ } : one)));

  const read = async (key: number, file: File): Promise<void> => {
    const controller = new AbortController();
    reading.current.set(key, controller);
    try {
      const { title, text } = await readFile(file, (page, of) => change(key, { page: { page, of } }), controller.signal);
      const known = await readSources(client);
      if (controller.signal.aborted) return;
      const parts = splitDocument(text);
      change(key, { stage: 'READ', title, parts, isKnown: isKnownFile(file.name, known) });
    } catch (error) {
      if (controller.signal.aborted) return;
      const problem = error instanceof UnreadableFile ? say(`upload.problem.${error.problem}`) : errorMessage(error);
      change(key, { stage: 'FAILED', problem });
    } finally {
      reading.current.delete(key);
    }
  };

  const sendPart = async (source: string, title: string, text: string, replaced: string | null): Promise<string | undefined> => {
    if (replaced !== null) {
      await client.mutate({ mutation: UpdateKnowledgeDocumentDocument, variables: { id: replaced, title, text, source } });
      return replaced;
    }
    const { data } = await client.mutate({ mutation: AddKnowledgeDocumentDocument, variables: { title, text, source } });
    return data?.addKnowledgeDocument.id;
  };

  const send = async ({ key, name, title, parts }: Upload): Promise<void> => {
    change(key, { stage: 'SENDING' });
    const documentIds: string[] = [];
    try {
      // asked again: what an attempt before this one sent is replaced and not added twice
      const { written, superfluous } = planParts(name, parts.length, await readSources(client));
      for (const [index, { source, documentId }] of written.entries()) {
        const titled = parts.length === 1 ? title : `${title} (${index + 1}/${parts.length})`;
        const id = await sendPart(source, titled, parts[index] ?? '', documentId);
        if (id !== undefined) documentIds.push(id);
      }
      for (const id of superfluous) await client.mutate({ mutation: RemoveKnowledgeDocumentDocument, variables: { id } });
      change(key, { stage: 'SENT', documentIds });
    } catch (error) {
      change(key, { stage: 'READ', problem: errorMessage(error) });
    }
    await client.refetchQueries({ include: [KnowledgeDocumentsDocument] });
  };

  return {
    uploads,
    add: (files: Iterable<File>) => {
      // two files of one name would replace each other
      const listed = new Set(uploads.filter(isUnderWay).map(({ name }) => name));
      for (const file of files) {
        const key = nextKey.current;
        nextKey.current += 1;
        const isTwice = listed.has(file.name);
        listed.add(file.name);
        const fresh = { key, name: file.name, title: '', parts: [], isKnown: false, documentIds: [] } as const;
        if (isTwice) {
          setUploads((all) => [...all, { ...fresh, stage: 'FAILED', problem: say('upload.problem.TWICE') }]);
          continue;
        }
        setUploads((all) => [...all, { ...fresh, stage: 'READING' }]);
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
