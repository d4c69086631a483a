import type { FragmentType } from '@apollo/client';
import { useFragment } from '@apollo/client/react';
import { Blockquote, Stack, Text, Title, Tooltip } from '@mantine/core';
import { type MouseEvent, useState } from 'react';
import { useFormats } from '../../components/ui/use-formats.ts';
import { useText } from '../../i18n/language.tsx';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import { draftPieces } from './draft-pieces.ts';
import { type DraftMarksFragment, DraftMarksFragmentDoc } from './review.generated.ts';

type Draft = NonNullable<DraftMarksFragment['draft']>;
type Passage = NonNullable<Draft['sources']>[number];
interface Properties {
  readonly run: FragmentType<DraftMarksFragment> & { readonly id: string };
}

const noteId = 'draft-unsupported';
const sourceId = (at: number): string => `draft-source-${at + 1}`;

function useDraft(run: Properties['run']): Draft | null {
  const variables = useScopeVariables('readKnowledge');
  const { data, complete } = useFragment({ fragment: DraftMarksFragmentDoc, fragmentName: 'DraftMarks', from: run, variables });
  return complete ? data.draft : null;
}

/** The draft as the machine wrote it, each statement with the passage that says it, and those passages. What is typed meanwhile moves no mark. */
export function MarkedDraft({ run }: Properties) {
  const text = useText();
  const draft = useDraft(run);
  const [pointed, setPointed] = useState<number | null>(null);
  if (!draft || (draft.statements.length === 0 && !draft.sources?.length)) return null;
  const sources = draft.sources ?? [];
  const placeOf = (passage: Passage | null | undefined): number =>
    sources.findIndex((one) => one.documentId === passage?.documentId && one.text === passage.text);
  return (
    <Stack component="section" gap="xs" aria-labelledby="sources-title">
      <Title order={3} size="h5" id="sources-title">
        {text('sources.title')}
      </Title>
      <Text size="sm" c="dimmed">
        {text('sources.hint')}
      </Text>
      <Text className="as-written marked-draft" size="sm">
        {draftPieces(draft.text, draft.statements).map((piece) => {
          const statement = piece.statement === null ? undefined : draft.statements[piece.statement];
          if (!statement) return <span key={piece.start}>{piece.text}</span>;
          const source = placeOf(statement.passage);
          return (
            <Statement
              key={piece.start}
              words={piece.text}
              isSupported={statement.supported}
              passage={statement.passage ?? null}
              source={source}
              onPoint={setPointed}
            />
          );
        })}
      </Text>
      {sources.map((source, at) => (
        <Blockquote
          key={`${source.documentId}-${source.text}`}
          id={sourceId(at)}
          className="source"
          data-pointed={pointed === at || undefined}
          tabIndex={-1}
          p="sm"
          cite={<SourceName place={at} passage={source} />}
        >
          <Text size="sm">{source.text}</Text>
        </Blockquote>
      ))}
    </Stack>
  );
}

interface StatementProperties {
  readonly words: string;
  readonly isSupported: boolean;
  readonly passage: Passage | null;
  /** -1 where it is none of those shown. */
  readonly source: number;
  readonly onPoint: (source: number | null) => void;
}

/** A link, since only a link runs on over the ends of lines: to its source below, or to the note that it has none. */
function Statement({ words, isSupported, passage, source, onPoint }: StatementProperties) {
  const text = useText();
  const target = isSupported ? sourceId(source) : noteId;
  const point = (): void => onPoint(source < 0 ? null : source);
  const leave = (): void => onPoint(null);
  const go = (event: MouseEvent): void => {
    // the address is the router's
    event.preventDefault();
    document.getElementById(target)?.scrollIntoView({ block: 'nearest' });
    point();
  };
  return (
    <Tooltip
      label={isSupported ? <Said passage={passage} place={source} /> : text('sources.noneHint')}
      events={{ hover: true, focus: true, touch: true }}
      multiline
      maw="min(440px, 92vw)"
      classNames={{ tooltip: 'passage-tip' }}
      openDelay={80}
    >
      <a
        href={`#${target}`}
        className="statement"
        data-unsupported={isSupported ? undefined : true}
        onMouseEnter={point}
        onMouseLeave={leave}
        onFocus={point}
        onBlur={leave}
        onClick={go}
      >
        {words}
        <sup>{isSupported ? source + 1 || '' : text('sources.none')}</sup>
      </a>
    </Tooltip>
  );
}

function Said({ passage, place }: { passage: Passage | null; place: number }) {
  if (!passage) return null;
  return (
    <>
      <Text size="xs" fw={600} component="span" display="block">
        <SourceName place={place} passage={passage} />
      </Text>
      <span className="as-written">{passage.text}</span>
    </>
  );
}

function SourceName({ place, passage }: { place: number; passage: Passage }) {
  const text = useText();
  const { share } = useFormats();
  return (
    <>
      {place + 1} · {passage.title} · {text('sources.score', { score: share(passage.score) })}
    </>
  );
}

/** Said where the reply is read: how much of the draft nothing in the knowledge says. */
export function UnsupportedNote({ run }: Properties) {
  const text = useText();
  const count = useDraft(run)?.statements.filter(({ supported }) => !supported).length ?? 0;
  if (count === 0) return null;
  return (
    <Text size="sm" id={noteId} className="unsupported-note">
      {text('sources.unsupported', { count })}
    </Text>
  );
}
