import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/**
 * The metrics of one running system. Whoever counts declares the metric where it counts; declaring it again under the same
 * name gives the same one, so that parts may be started twice in one process.
 * A label never holds an id: the series of a metric stay countable.
 */
export interface Metrics {
  counter<Label extends string = never>(name: string, help: string, labels?: readonly Label[]): Counter<Label>;
  gauge<Label extends string = never>(name: string, help: string, labels?: readonly Label[]): Gauge<Label>;
  /** `buckets` are upper bounds in the unit that the name ends with. */
  histogram<Label extends string = never>(
    name: string,
    help: string,
    labels?: readonly Label[],
    buckets?: readonly number[],
  ): Histogram<Label>;
  /** The exposition format of Prometheus, for `/metrics`. */
  text(): Promise<string>;
  readonly contentType: string;
}

/** Seconds. From a cached answer to a language model that takes its time. */
const durationBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** `ofProcess` adds memory, CPU, event loop and garbage collection of this process. */
export const createMetrics = ({ ofProcess = false } = {}): Metrics => {
  const registry = new Registry();
  if (ofProcess) collectDefaultMetrics({ register: registry });

  const declared = <Kind>(name: string, kind: new (...args: never[]) => Kind, create: () => Kind): Kind => {
    const existing: unknown = registry.getSingleMetric(name);
    if (existing === undefined) return create();
    if (existing instanceof kind) return existing;
    throw new Error(`The metric ${name} is declared already, as another kind.`);
  };

  return {
    counter: (name, help, labels = []) =>
      declared(name, Counter, () => new Counter({ name, help, labelNames: labels, registers: [registry] })) as Counter<never>,
    gauge: (name, help, labels = []) =>
      declared(name, Gauge, () => new Gauge({ name, help, labelNames: labels, registers: [registry] })) as Gauge<never>,
    histogram: (name, help, labels = [], buckets = durationBuckets) =>
      declared(
        name,
        Histogram,
        () => new Histogram({ name, help, labelNames: labels, buckets: [...buckets], registers: [registry] }),
      ) as Histogram<never>,
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
};
