// In a person's text the quotes stand behind backslashes, so no text looks like them
const REPORTS = ['dm.sent', 'dm.read', 'dm.indicate_typing'].flatMap((type) => [
  `"event_type":"${type}"`,
  `"event_type": "${type}"`,
]);
const READ = '"direct_message_mark_read_events":';

/** The body holds one event of X Activity, or one list of Account Activity's beside our own sending. */
export const isReportWebhook = (body: Buffer): boolean =>
  REPORTS.some((report) => body.includes(report)) ||
  (body.includes(READ) && !body.includes('"direct_message_events":') && !body.includes('"tweet_create_events":'));
