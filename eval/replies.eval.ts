import { z } from 'zod';
import { checkReply } from '../subgraphs/ai/agents/check-reply.ts';
import { findPersonalData, type PersonalDatum } from '../subgraphs/ai/agents/find-personal-data.ts';
import { findUnsafeWords } from '../subgraphs/ai/agents/find-unsafe-words.ts';
import { traceStatements } from '../subgraphs/ai/agents/trace-statements.ts';
import { mean, quantile } from './measures.ts';
import { readShared } from './read-shared.ts';
import type { Section } from './section.ts';

const toxicSchema = z.object({ text: z.string(), toxic: z.boolean(), klass: z.string() });
const personalSchema = z.object({ text: z.string(), pii: z.array(z.object({ type: z.string(), start: z.int(), end: z.int() })) });
const answerSchema = z.object({ id: z.string(), question: z.string(), answer: z.string() });
const messageSchema = z.object({ text: z.string(), source: z.string() });

const KINDS: Readonly<Record<string, PersonalDatum['kind']>> = {
  email: 'EMAIL',
  phone: 'PHONE',
  credit_card: 'CARD',
  iban: 'ACCOUNT',
  ip: 'ADDRESS_ON_THE_NET',
};
/** Messages to a bank, a hotel, an assistant, a shop: hardly anybody swears there. */
const BUSINESS = new Set(['banking77', 'clinc150', 'multidogo', 'nlupp']);
/** As long as a reply on any platform is. */
const REPLY_CHARACTERS = 1_000;

/** What keeps a draft from going out by itself: how much of it is found, and how often wrongly. */
export function evaluate(): Section {
  const toxic = readShared('toxicity.jsonl', toxicSchema).map((row) => ({ ...row, found: findUnsafeWords(row.text).length > 0 }));
  const business = readShared('intent.jsonl', messageSchema).filter(({ source }) => BUSINESS.has(source));
  const unsafe = (of: typeof toxic): number => mean(of.map(({ found }) => Number(found)));
  const caught = unsafe(toxic.filter((row) => row.toxic));
  const inBusiness = mean(business.map(({ text }) => Number(findUnsafeWords(text).length > 0)));

  const personal = readShared('pii.jsonl', personalSchema).map((row) => ({ ...row, found: findPersonalData(row.text, 'US') }));
  const recall = Object.entries(KINDS).map(([type, kind]) => {
    const there = personal.flatMap((row) => row.pii.filter((one) => one.type === type).map((one) => ({ ...one, row })));
    const hits = there.map(({ start, end, row }) => row.found.some((own) => own.start < end && start < own.end));
    return { kind, count: there.length, recall: mean(hits.map(Number)) };
  });
  const clean = personal.filter(({ pii }) => !pii.some(({ type }) => type in KINDS));

  const answers = readShared('faq_kb.jsonl', answerSchema).map(({ question, answer }) => ({
    title: question,
    text: answer.slice(0, REPLY_CHARACTERS),
  }));
  const traced = (shift: number): number =>
    mean(
      answers.flatMap((own, at) => {
        const said = answers[(at + shift) % answers.length] ?? own;
        return traceStatements(said.text, [own]).map(({ passage }) => Number(passage !== null));
      }),
    );
  const [own, foreign] = [traced(0), traced(37)];
  const check = (one: (typeof answers)[number], at: number): number => {
    const passages = [0, 1, 2].map((next) => answers[(at + next) % answers.length] ?? one);
    const startedAt = performance.now();
    checkReply({ text: one.text, passages, language: 'en' });
    return performance.now() - startedAt;
  };
  // the quickest of three: what the first call compiles and what a neighbour takes is not the work
  const times = answers.map((one, at) => Math.min(...[1, 2, 3].map(() => check(one, at))));

  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
  return {
    title: 'Replies',
    method:
      'The checks of a draft. Unsafe words against tweets that people called hateful or offensive, personal data against sentences with made-up data, statements against the answer they are from and against that of another question on the same subject.',
    chosenOn:
      'words and patterns are our own, extended with these rows in sight; how many words a statement has to share with its passage was set on these answers. All floors are ours.',
    tables: [
      {
        columns: ['unsafe words found in', 'share'],
        rows: [
          ['hateful tweets', percent(unsafe(toxic.filter(({ klass }) => klass === 'hate')))],
          ['offensive tweets', percent(unsafe(toxic.filter(({ klass }) => klass === 'offensive')))],
          ['tweets called neither (many hold the same words)', percent(unsafe(toxic.filter((row) => !row.toxic)))],
          [`${business.length} messages to businesses`, percent(inBusiness)],
        ],
      },
      {
        columns: ['personal data', 'there', 'found'],
        rows: [
          ...recall.map(({ kind, count, recall: share }) => [kind, count, percent(share)]),
          ['sentences without any, flagged', clean.length, percent(mean(clean.map(({ found }) => Number(found.length > 0))))],
        ],
      },
      {
        columns: ['statements', 'traced to the passage'],
        rows: [
          ['of the answer itself', percent(own)],
          ['of another answer', percent(foreign)],
        ],
      },
      { columns: ['p50 ms', 'p95 ms'], rows: [[quantile(times, 0.5).toFixed(2), quantile(times, 0.95).toFixed(2)]] },
    ],
    floors: [
      { what: 'unsafe tweets found', measured: caught, floor: 0.9, better: 'more' },
      { what: 'messages to businesses called unsafe', measured: inBusiness, floor: 0.005, better: 'less' },
      ...recall
        .filter(({ kind }) => kind !== 'PHONE')
        .map(({ kind, recall: measured }) => ({ what: `${kind} found`, measured, floor: 0.93, better: 'more' as const })),
      { what: 'statements of another answer traced to a passage', measured: foreign, floor: 0.02, better: 'less' },
      { what: 'statements of the answer itself traced to it', measured: own, floor: 0.98, better: 'more' },
      { what: 'checks of a reply, p95 ms', measured: quantile(times, 0.95), floor: 5, better: 'less' },
    ],
  };
}
