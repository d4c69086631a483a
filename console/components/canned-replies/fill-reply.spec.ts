import { describe, expect, it } from 'vitest';
import { fillReply, findReplies, openVariables, slashBefore, spaced } from './fill-reply.ts';

const values = { contactName: 'Maria José Silva', agentName: 'Rita Reviewer', channelName: 'Our page' };

describe('a canned reply', () => {
  it('is filled with what is known, however its braces are spaced', () => {
    expect(fillReply('Hi {{contact.firstName}} ({{ contact.name }}), {{agent.name}} of {{channel.name}}', values)).toBe(
      'Hi Maria (Maria José Silva), Rita Reviewer of Our page',
    );
  });

  it('keeps a variable that nobody has a value for, to be filled in', () => {
    const filled = fillReply('{{contact.name}}, {{ contact.firstName }}, {{contact.name}} – {{agent.name}}', {
      ...values,
      contactName: ' ',
    });
    expect(filled).toBe('{{contact.name}}, {{contact.firstName}}, {{contact.name}} – Rita Reviewer');
    expect(openVariables(filled)).toEqual(['{{contact.name}}', '{{contact.firstName}}']);
    expect(openVariables('Nothing {here}')).toEqual([]);
  });

  it('takes a name with a variable in it as a name', () => {
    expect(fillReply('{{contact.name}}', { ...values, contactName: '$& {{agent.name}}' })).toBe('$& {{agent.name}}');
  });
});

describe('a slash', () => {
  const at = (text: string) => slashBefore(text, text.length);

  it('asks for a reply where it begins a word, with what was typed after it', () => {
    expect(at('/')).toEqual({ from: 0, query: '' });
    expect(at('Hello\n/open ho')).toEqual({ from: 6, query: 'open ho' });
    expect(slashBefore('a /b c', 4)).toEqual({ from: 2, query: 'b' });
  });

  it('is a slash anywhere else', () => {
    for (const text of ['', 'and/or', 'https://shop.example', '1 / 2', '/thanks\nand more', 'Yes']) expect(at(text)).toBeNull();
  });
});

it('replies are found by words of their names and texts, those that begin so first', () => {
  const replies = [
    { name: 'Delivery and hours', text: 'Two days.' },
    { name: 'Hours', text: 'We open at nine.' },
    { name: 'Thanks', text: 'Thank you!' },
  ];
  const names = (query: string) => findReplies(replies, query).map(({ name }) => name);
  expect(names('hours')).toEqual(['Hours', 'Delivery and hours']);
  expect(names('NINE open')).toEqual(['Hours']);
  expect(names('')).toHaveLength(3);
  expect(names('zeppelin')).toEqual([]);
});

it('does not let a reply run into the word that stands behind it', () => {
  expect(spaced('We call you.', 'Until then')).toBe('We call you. ');
  expect(spaced('We call you. ', 'Until then')).toBe('We call you. ');
  expect(spaced('We call you', ', soon')).toBe('We call you');
  expect(spaced('We call you.', '')).toBe('We call you.');
});
