import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Child {
  readonly pid: number;
  /** Asks one of the methods that the child offers by `offer`. */
  call<T>(method: string, argument?: unknown): Promise<T>;
  stop(): Promise<void>;
}

interface Question {
  readonly id: number;
  readonly method: string;
  readonly argument: unknown;
}

interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: string;
}

const RUN_TYPESCRIPT = new URL('../../cli/run-typescript.mjs', import.meta.url).href;

/** What is measured and what measures it are processes of their own: neither waits for the other's garbage collection. */
export function startChild(module: URL): Child {
  const child = fork(fileURLToPath(module), [], {
    execArgv: ['--import', RUN_TYPESCRIPT],
    serialization: 'advanced',
  });
  const waiting = new Map<number, { resolve: (result: never) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  child.on('message', ({ id, result, error }: Answer) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) asked?.resolve(result as never);
    else asked?.reject(new Error(error));
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  void ended.then(() => {
    for (const { reject } of waiting.values()) reject(new Error(`${fileURLToPath(module)} ended by itself`));
  });
  return {
    pid: child.pid ?? 0,
    call: (method, argument) =>
      new Promise((resolve, reject) => {
        const question: Question = { id: ++lastId, method, argument };
        waiting.set(question.id, { resolve, reject });
        child.send(question, (error) => error && reject(error));
      }),
    stop: () => end(child, ended),
  };
}

export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** The child's side. It ends with its parent. */
export function offer(methods: Record<string, (argument: never) => unknown>, onEnd: () => Promise<void> = async () => {}): void {
  process.on('message', ({ id, method, argument }: Question) => {
    const answer = (part: Omit<Answer, 'id'>): void => void process.send?.({ id, ...part } satisfies Answer);
    Promise.resolve()
      .then(() => {
        const asked = methods[method];
        if (!asked) throw new Error(`there is no method ${method}`);
        return asked(argument as never);
      })
      .then(
        (result) => answer({ result }),
        (error: unknown) => answer({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
      );
  });
  process.once('disconnect', () => void onEnd().finally(() => process.exit()));
}

const GRACE_MS = 15_000;

async function end(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.disconnect();
  const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
  await ended;
  clearTimeout(timer);
}
