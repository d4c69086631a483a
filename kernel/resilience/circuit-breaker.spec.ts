import { beforeEach, describe, expect, it } from 'vitest';
import { CircuitBreaker } from './circuit-breaker.ts';

let nowMs = 0;
let breaker: CircuitBreaker;
beforeEach(() => {
  nowMs = 0;
  breaker = new CircuitBreaker({ failures: 3, openMs: 1_000 }, () => nowMs);
});
const fail = (times: number): void => {
  for (let at = 0; at < times; at++) breaker.enter()?.failed();
};

describe('CircuitBreaker', () => {
  it('opens after so many failures, and a success between them starts the count again', () => {
    fail(2);
    breaker.enter()?.succeeded();
    fail(2);
    expect(breaker.enter()).not.toBeNull();
    fail(1);
    expect(breaker.enter()).toBeNull();
    expect(breaker.waitMs).toBe(1_000);
  });

  it('lets one probe through when its time is over, which closes it', () => {
    fail(3);
    nowMs = 1_000;
    const probe = breaker.enter();
    expect(breaker.enter()).toBeNull();
    probe?.succeeded();
    fail(2);
    expect(breaker.enter()).not.toBeNull();
  });

  it('a probe that fails opens it for as long again', () => {
    fail(3);
    nowMs = 1_000;
    breaker.enter()?.failed();
    expect(breaker.enter()).toBeNull();
    expect(breaker.waitMs).toBe(1_000);
  });

  it('a probe that says nothing leaves its place to the next', () => {
    fail(3);
    nowMs = 1_000;
    breaker.enter()?.left();
    expect(breaker.enter()).not.toBeNull();
  });

  it('a call from before it opened neither closes nor prolongs it', () => {
    const [late, later] = [breaker.enter(), breaker.enter()];
    fail(3);
    nowMs = 500;
    late?.succeeded();
    later?.failed();
    expect(breaker.enter()).toBeNull();
    expect(breaker.waitMs).toBe(500);
  });
});
