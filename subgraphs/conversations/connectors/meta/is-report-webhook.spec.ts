import { expect, it } from 'vitest';
import { echoItem, messageItem, webhook } from '../../testing/conversations-fixture.ts';
import { isReportWebhook } from './is-report-webhook.ts';

const receipt = (kind: string): object => ({
  sender: { id: '7' },
  recipient: { id: '1' },
  timestamp: 1,
  [kind]: { watermark: 1 },
});
const isReport = (...items: object[]): boolean => isReportWebhook(Buffer.from(webhook(['1', ...items])));

it.each([
  ['an echo', echoItem('1', '7', 'm_1')],
  ['a delivery receipt', receipt('delivery')],
  ['a read receipt', receipt('read')],
])('%s alone is a report', (_what, item) => {
  expect(isReport(item)).toBe(true);
});

it.each([
  ['a message', messageItem('7', 'hello')],
  ['a message that quotes a report', messageItem('7', '"is_echo":true "delivery":{ "read":{')],
])('%s is none: somebody waits for its answer', (_what, item) => {
  expect(isReport(item)).toBe(false);
});

it('a report beside a message is none', () => {
  expect(isReport(receipt('read'), messageItem('7', 'hello'))).toBe(false);
});

it.each(['', '<html>', '{"object":"page","entry":[]}'])('%j is none', (body) => {
  expect(isReportWebhook(Buffer.from(body))).toBe(false);
});
