const HEAD_CHARACTERS = 6_000;
const TAIL_CHARACTERS = 2_000;
const BETWEEN = '\n\n';

export type ReadText = {
  /** What the agents read: never longer than 8,002 characters, empty where only quotes and blanks stand. */
  text: string;
  /** Where a place in `text` stands in the message. */
  placeOf(at: number): number;
};

const QUOTED_LINE = /^[ \t]*>.*$/gmu;
/** "On Monday, Mia wrote:" and what mail programs put above the message that is answered; all that follows is quoted. */
const QUOTE_BEGINS =
  /^[ \t]*(?:-{3,} ?(?:original message|forwarded message|ursprüngliche nachricht|message d'origine|mensaje original) ?-{3,}|(?:on|am|le|el) [^\n]{4,80} (?:wrote|schrieb[^\n:]{0,40}|a écrit|escribió) ?:)[ \t]*$/imu;

const blank = (text: string): string => text.replace(/[^\n]/g, ' ');

/**
 * The sender's own words: earlier messages that are quoted are blanked, so that they are not answered once more, and of a very long
 * message the beginning and the end are read, where it says what it wants. A message that is nothing but a quote is read as it is.
 */
export function readText(message: string): ReadText {
  const own = hideQuoted(message);
  if (own.length <= HEAD_CHARACTERS + TAIL_CHARACTERS) return { text: own, placeOf: (at) => at };
  const tailStart = own.length - TAIL_CHARACTERS;
  return {
    text: own.slice(0, HEAD_CHARACTERS) + BETWEEN + own.slice(tailStart),
    placeOf: (at) => (at <= HEAD_CHARACTERS ? at : at - HEAD_CHARACTERS - BETWEEN.length + tailStart),
  };
}

function hideQuoted(message: string): string {
  const lines = message.replace(QUOTED_LINE, blank);
  const begins = QUOTE_BEGINS.exec(lines);
  const own = begins === null ? lines : lines.slice(0, begins.index) + blank(lines.slice(begins.index));
  return own.trim() === '' ? message : own;
}
