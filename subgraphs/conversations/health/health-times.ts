/** How the heartbeat of channels goes. */
export interface HealthTimes {
  /** Each channel is looked at this often, a little earlier by chance, so that they spread. */
  readonly everyMs: number;
  /** The next look at a channel that is not well; from the third on twice as long each time, up to `maxRecheckMs`. */
  readonly recheckMs: number;
  readonly maxRecheckMs: number;
  readonly timeoutMs: number;
  /** How often what came in is read back from the platform, and how long that may take. */
  readonly readBackEveryMs: number;
  readonly readBackTimeoutMs: number;
  /** A webhook may be under way for this long: a younger message is not missed yet. */
  readonly webhookGraceMs: number;
  /** A shorter silence is never unusual. */
  readonly minSilenceMs: number;
  /** A silence is unusual that is so many times as long as the longest at that kind of hour. */
  readonly silenceFactor: number;
  /** For so long a channel's silences are only learned. */
  readonly learnMs: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Trouble is told of within five minutes: a look every 100 s, and another one 15 s after one without an answer. */
export const HEALTH_TIMES: HealthTimes = {
  everyMs: 100 * SECOND,
  recheckMs: 15 * SECOND,
  maxRecheckMs: 5 * MINUTE,
  timeoutMs: 10 * SECOND,
  readBackEveryMs: 10 * MINUTE,
  readBackTimeoutMs: 30 * SECOND,
  webhookGraceMs: MINUTE,
  minSilenceMs: 3 * HOUR,
  silenceFactor: 2,
  learnMs: 7 * 24 * HOUR,
};
