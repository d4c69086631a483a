import { Grid, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Route, useLocation } from 'wouter';
import { useContactNames } from '../../components/contact/use-contact-names.ts';
import { PageState } from '../../components/ui/page-state.tsx';
import { useText } from '../../i18n/language.tsx';
import { useSession } from '../../session/session.tsx';
import { AlikeDialog } from './alike-dialog.tsx';
import { useDesk } from './desk.ts';
import { NextButton } from './next-button.tsx';
import { ReviewDetail } from './review-detail.tsx';
import { ReviewQueue } from './review-queue.tsx';
import { ShortcutSheet } from './shortcut-sheet.tsx';
import { UndoBar } from './undo-bar.tsx';
import type { DecidedReview } from './use-decision.ts';
import { useNextReview } from './use-next-review.ts';
import { useReviewQueue } from './use-review-queue.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { useUndo } from './use-undo.ts';

/** The queue, and beside it the review that is open (`/review/ID`); on a phone one of the two. */
export const ReviewPage = () => <Route path="/:id?">{({ id }) => <ReviewDesk openId={id ?? null} />}</Route>;

function ReviewDesk({ openId }: { openId: string | null }) {
  const { may } = useSession();
  const [, navigate] = useLocation();
  const desk = useDesk();
  const queue = useReviewQueue();
  useContactNames();
  const nextReview = useNextReview();
  const [isSheetOpen, sheet] = useDisclosure();
  // those that are alike, as they were when they were asked for
  const [together, setTogether] = useState<readonly string[] | null>(null);
  // where nothing else waited when it was asked for
  const [nothingLeftAt, setNothingLeftAt] = useState<string | null>(null);
  // a review that was taken back is opened anew, also where it still stands open
  const [turn, setTurn] = useState(0);
  const place = `${openId}-${turn}`;
  const placeNow = useRef(place);
  useEffect(() => {
    placeNow.current = place;
    return () => {
      placeNow.current = '';
    };
  }, [place]);
  const undo = useUndo((id) => {
    setTurn((known) => known + 1);
    navigate(`/${id}`);
  });

  const goOn = async (onNone: (why: 'NOTHING_WAITS' | 'UNREACHABLE') => void): Promise<void> => {
    const from = placeNow.current;
    const next = await nextReview.claim();
    const isHere = placeNow.current === from;
    if (next === 'NOTHING_WAITS' || next === 'UNREACHABLE') isHere && onNone(next);
    // who went elsewhere meanwhile, by an undo say, is not called away from there
    else if (isHere) {
      // what was released comes again where it is the most urgent still
      if (next === openId) setTurn((known) => known + 1);
      navigate(`/${next}`);
    } else nextReview.giveBack(next);
  };
  // whoever asks keeps what they have where nothing else waits
  const onNext = (): void => void goOn((why) => why === 'NOTHING_WAITS' && setNothingLeftAt(place));
  const onDecided = (review: DecidedReview, token: number): void => {
    undo.hold(review, token);
    // who went on before it was answered stays where they are
    if (placeNow.current === place) void goOn(() => navigate('/'));
  };
  const step = (by: 1 | -1): void => {
    const reviews = queue.reviews ?? [];
    const place = reviews.findIndex(({ id }) => id === openId);
    const next = reviews[place < 0 ? 0 : place + by];
    if (next) navigate(`/${next.id}`);
  };
  const openAlike = (): void => {
    const first = queue.alike.values().next().value;
    const ids = queue.alike.get(openId ?? '') ?? first;
    if (ids) setTogether(ids);
  };
  const mayDecide = may('reviews:decide');
  const latest = undo.held.at(-1);
  const next = mayDecide ? <NextButton onNext={onNext} isNothingLeft={nothingLeftAt === place} /> : null;
  useShortcuts({
    j: () => step(1),
    k: () => step(-1),
    n: mayDecide ? onNext : undefined,
    b: mayDecide ? openAlike : undefined,
    u: latest && !latest.isOver ? () => desk.underWay === 0 && void undo.undo(latest) : undefined,
    '?': sheet.open,
  });

  return (
    <>
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 4 }} visibleFrom={openId ? 'md' : undefined}>
          <ReviewQueue queue={queue} openId={openId} onKeys={sheet.open} onAlike={setTogether} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 8 }} visibleFrom={openId ? undefined : 'md'}>
          {openId ? (
            <ReviewDetail
              key={place}
              id={openId}
              onDecided={onDecided}
              onDecidedUnanswered={() => void undo.takeUp()}
              next={next}
            />
          ) : (
            queue.reviews?.length !== 0 && <NothingOpen next={next} />
          )}
        </Grid.Col>
      </Grid>
      <UndoBar undo={undo} />
      {together && <AlikeDialog key={together.join()} ids={together} undo={undo} onClose={() => setTogether(null)} />}
      <ShortcutSheet isOpen={isSheetOpen} onClose={sheet.close} />
    </>
  );
}

function NothingOpen({ next }: { next: ReactNode }) {
  const text = useText();
  return (
    <Stack pt="xl" align="center">
      <PageState state="empty" message={text('review.choose')} />
      {next}
    </Stack>
  );
}
