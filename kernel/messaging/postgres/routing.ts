import type { Consumer, Handler } from '../consumer.ts';

/** Who receives which event. It is the same in every process, whichever consumers run there. */
export class Routing {
  readonly #byType = new Map<string, { consumer: Consumer; handler: Handler }[]>();
  readonly #byConsumer = new Map<string, Consumer>();

  constructor(consumers: readonly Consumer[]) {
    for (const consumer of consumers) {
      if (this.#byConsumer.has(consumer.name)) throw new Error(`two consumers are called ${consumer.name}`);
      this.#byConsumer.set(consumer.name, consumer);
      for (const handler of consumer.handlers) {
        const routes = this.#byType.get(handler.contract.type) ?? [];
        routes.push({ consumer, handler });
        this.#byType.set(handler.contract.type, routes);
      }
    }
  }

  consumersOf(type: string, data: unknown): Consumer[] {
    return (this.#byType.get(type) ?? [])
      .filter(({ handler }) => !handler.when || handler.when(data as never))
      .map(({ consumer }) => consumer);
  }

  handlerOf(consumer: Consumer, type: string): Handler | undefined {
    return consumer.handlers.find((handler) => handler.contract.type === type);
  }

  consumer(name: string): Consumer | undefined {
    return this.#byConsumer.get(name);
  }
}
