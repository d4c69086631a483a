// as the platform writes them: without spaces. In a person's text the quotes stand behind backslashes, so no text looks like them
const REPORTS = ['"is_echo":true', '"delivery":{', '"read":{'];

export const isReportWebhook = (body: Buffer): boolean =>
  body.indexOf('"sender"') === body.lastIndexOf('"sender"') && REPORTS.some((report) => body.includes(report));
