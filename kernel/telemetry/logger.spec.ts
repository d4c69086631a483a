import { DriverException } from '@mikro-orm/core';
import { describe, expect, it } from 'vitest';
import { createLogger, type Logger } from './logger.ts';

const capture = (): { logger: Logger; lines: () => Record<string, unknown>[]; raw: () => string } => {
  const written: string[] = [];
  const logger = createLogger({ level: 'debug', name: 'spec' }, { write: (line) => written.push(line) });
  return { logger, lines: () => written.map((line) => JSON.parse(line) as Record<string, unknown>), raw: () => written.join('') };
};

const personal = 'grace@example.org says hello';

/** As the driver and the ORM make it: the statement with its values stands in the message and in the stack's first line. */
const databaseError = (): Error => {
  const cause = Object.assign(new Error(`duplicate key: (email)=(${personal})`), {
    code: '23505',
    severity: 'ERROR',
    constraint: 'contact_email_key',
    detail: `Key (email)=(${personal}) already exists.`,
    where: personal,
  });
  return new DriverException(Object.assign(cause, { message: `insert into contact values ('${personal}') - ${cause.message}` }));
};

describe('createLogger', () => {
  it('writes one line of JSON with level, time, name and fields', () => {
    const { logger, lines } = capture();
    logger.child({ tenant: 't1' }).child({ run: 'r1' }).info({ attempts: 2 }, 'handled');
    expect(lines()).toEqual([
      expect.objectContaining({ level: 'info', name: 'spec', tenant: 't1', run: 'r1', attempts: 2, msg: 'handled' }),
    ]);
    expect(Date.parse(String(lines()[0]?.['time']))).not.toBeNaN();
  });

  it.each([
    'text',
    'body',
    'email',
    'phone',
    'token',
    'secret',
    'password',
    'credentials',
    'authorization',
    'displayName',
    'accessToken',
    'raw_body',
  ])('hides %s at any depth, also in the fields of a child', (field) => {
    const { logger, raw } = capture();
    const fields = { [field]: personal, inner: [{ deeper: { [field]: { nested: personal } } }] };
    logger.child(fields).child({ more: fields }).warn(fields, 'seen');
    expect(raw()).not.toContain('grace');
  });

  it('leaves the fields beside a hidden one', () => {
    const { logger, lines } = capture();
    logger.info({ context: 'kept', tokenCount: 3, message: { id: 'm1', text: personal } }, 'seen');
    expect(lines()[0]).toMatchObject({ context: 'kept', tokenCount: 3, message: { id: 'm1', text: '[hidden]' } });
  });

  it('names an object of a class instead of opening it', () => {
    class Contact {
      readonly nickname = personal;
    }
    const { logger, lines } = capture();
    logger.info({ contact: new Contact(), raw: Buffer.from(personal) }, 'seen');
    expect(lines()[0]).toMatchObject({ contact: '[Contact]', raw: '[Buffer]' });
  });

  it('keeps class, code, constraint and stack of a database error and nothing of its values', () => {
    const { logger, lines, raw } = capture();
    logger.error({ err: databaseError() }, 'failed');
    logger.error({ err: new Error('outer', { cause: databaseError() }), other: databaseError() }, 'failed');
    expect(lines()[0]?.['err']).toMatchObject({ type: 'DriverException', code: '23505', constraint: 'contact_email_key' });
    expect(lines()[0]?.['err']).toHaveProperty('stack', expect.stringContaining('logger.spec.ts'));
    expect(lines()[1]?.['err']).toMatchObject({ message: 'outer', causes: [{ code: '23505' }] });
    expect(raw()).not.toContain('grace');
  });

  it('keeps no value when a library logs a bare error', () => {
    const { logger, lines, raw } = capture();
    const bare = logger.error as unknown as (...args: unknown[]) => void;
    bare.call(logger, databaseError());
    bare.call(logger, { err: databaseError() });
    expect(lines()).toHaveLength(2);
    expect(raw()).not.toContain('grace');
  });

  it('keeps no piece of a text that was not JSON', () => {
    const { logger, raw } = capture();
    try {
      JSON.parse(personal);
    } catch (err) {
      logger.error({ err }, 'failed');
    }
    expect(raw()).toContain('SyntaxError');
    expect(raw()).not.toContain('grace');
  });

  it('keeps the message of any other error', () => {
    const { logger, lines } = capture();
    logger.error({ err: new TypeError('x is not a function') }, 'failed');
    expect(lines()[0]?.['err']).toMatchObject({ type: 'TypeError', message: 'x is not a function' });
  });
});
