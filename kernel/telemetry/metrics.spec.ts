import { describe, expect, it } from 'vitest';
import { createMetrics } from './metrics.ts';

describe('createMetrics', () => {
  it('gives one metric to everybody who declares its name', async () => {
    const metrics = createMetrics();
    metrics.counter('parley_seen_total', 'Seen.', ['outcome']).inc({ outcome: 'ok' });
    metrics.counter('parley_seen_total', 'Seen.', ['outcome']).inc({ outcome: 'ok' });
    metrics.histogram('parley_took_seconds', 'Took.').observe(0.2);
    const text = await metrics.text();
    expect(text).toContain('parley_seen_total{outcome="ok"} 2');
    expect(text).toContain('parley_took_seconds_count 1');
  });

  it('shares nothing between two systems in one process', async () => {
    const [one, other] = [createMetrics(), createMetrics()];
    one.counter('parley_seen_total', 'Seen.').inc();
    expect(await other.text()).not.toContain('parley_seen_total');
  });

  it('refuses a name that is taken by another kind', () => {
    const metrics = createMetrics();
    metrics.counter('parley_seen_total', 'Seen.');
    expect(() => metrics.gauge('parley_seen_total', 'Seen.')).toThrow('another kind');
  });
});
