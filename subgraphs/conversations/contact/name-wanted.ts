const ASK_AGAIN_MS = 7 * 24 * 3_600_000;

/** True of a contact `c` without a name that nobody was asked for lately; its parameter is `askedLongAgo`. */
export const NAME_WANTED = 'c.display_name is null and (c.profile_asked_at is null or c.profile_asked_at < ?)';

export const askedLongAgo = (now: Date): Date => new Date(now.getTime() - ASK_AGAIN_MS);
