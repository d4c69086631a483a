import { type Answer, chooseAnswer, MOST_CHARACTERS, MOST_SENTENCES, type Passage } from './choose-answer.ts';
import { readKeywords } from './read-keywords.ts';
import { splitSentences } from './split-sentences.ts';

const MOST_QUESTIONS = 3;
const SENTENCES_A_QUESTION = 2;

/** Several questions are answered one by one, a single one with what is told around it. Null where the passages answer none of them. */
export function answerQuestions(text: string, passages: Passage[]): Answer | null {
  const questions = splitSentences(text)
    .map((sentence) => sentence.text)
    .filter((sentence) => /[?？]["'”’)]*$/.test(sentence) && readKeywords(sentence).length > 0);
  const asked = questions.slice(0, MOST_QUESTIONS);
  if (asked.length < 2) {
    // a long story may drown the one question that it ends with
    return (
      chooseAnswer(text, passages) ?? (asked[0] === undefined || asked[0] === text ? null : chooseAnswer(asked[0], passages))
    );
  }
  const answers = asked.map((question) =>
    chooseAnswer(question, passages, {
      sentences: Math.min(SENTENCES_A_QUESTION, MOST_SENTENCES),
      characters: Math.floor(MOST_CHARACTERS / asked.length),
    }),
  );
  const sentences: Answer['sentences'] = [];
  for (const sentence of answers.flatMap((answer) => answer?.sentences ?? [])) {
    if (!sentences.some((said) => said.passage === sentence.passage && said.text === sentence.text)) sentences.push(sentence);
  }
  if (sentences.length === 0) return chooseAnswer(text, passages);
  const total = answers.reduce((sum, answer) => sum + (answer?.completeness ?? 0), 0);
  return { sentences, completeness: total / questions.length };
}
