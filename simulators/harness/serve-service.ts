import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { type Answer, BodyTooLarge, type Call, readCall } from './call.ts';
import { type Fault, Faults, faultsSchema, replacesAnswer } from './faults.ts';
import { findRepeats } from './find-repeats.ts';
import { Journal, type JournalEntry } from './journal.ts';
import { Latencies, latenciesSchema } from './latencies.ts';
import { matchSchema } from './match-call.ts';
import { BadControl, badControl, methodNotAllowed, parseControl } from './parse-control.ts';
import type { Service } from './service.ts';
import { cutAnswer, writeAnswer } from './write-answer.ts';

export type ServeRequest = (
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  query: URLSearchParams,
) => Promise<void>;

/** Puts the journal, the faults and the control addresses around a stand-in. */
export function serveService(service: Service, closing: AbortSignal): ServeRequest {
  const journal = new Journal();
  const faults = new Faults(`/${service.name}`);
  const latencies = new Latencies(`/${service.name}`);

  const control = async (call: Call): Promise<Answer> => {
    const address = call.path.split('/')[1] ?? '';
    if (address === '_journal') return controlJournal(call, journal);
    if (address === '_faults') return controlFaults(call, faults);
    if (address === '_latencies') return controlLatencies(call, latencies);
    if (address === '_repeats') return controlRepeats(call, journal, `/${service.name}`);
    const handler = Object.hasOwn(service.control, address) ? service.control[address] : undefined;
    return handler ? handler(call) : { status: 404, body: { error: `no control address ${address}` } };
  };

  const play = async (call: Call, response: ServerResponse): Promise<void> => {
    const entry = journal.receive(call);
    const tookMs = latencies.drawMs(call);
    if (tookMs > 0) await delay(tookMs, undefined, { signal: closing });
    const strike = faults.strike(call);
    if (strike) {
      entry.fault = strike.index;
      await playFault(strike.fault, call, entry, response);
    } else finish(entry, response, await answerOf(call, entry));
  };

  const answerOf = async (call: Call, entry: JournalEntry): Promise<Answer> => {
    const answer = await service.answer(call);
    entry.applied = answer.status < 400;
    return answer;
  };

  const finish = (entry: JournalEntry, response: ServerResponse, answer: Answer): void => {
    journal.answered(entry, answer);
    writeAnswer(response, answer);
  };

  const playFault = async (fault: Fault, call: Call, entry: JournalEntry, response: ServerResponse): Promise<void> => {
    call.withholdEcho = fault.withholdEcho ?? false;
    const wait = (): Promise<void> => delay(fault.delayMs ?? 0, undefined, { signal: closing });
    if (!fault.applied) await wait();
    const own = fault.applied || !replacesAnswer(fault) ? await answerOf(call, entry) : undefined;
    if (fault.applied) await wait();
    if (fault.hang) return;
    if (fault.drop) {
      response.destroy();
      return;
    }
    if (fault.cut) cutAnswer(response, own ?? { status: fault.status ?? 200, headers: fault.headers ?? {}, body: fault.body });
    else if (own && !replacesAnswer(fault)) finish(entry, response, { ...own, headers: { ...own.headers, ...fault.headers } });
    else finish(entry, response, { status: fault.status ?? 200, headers: fault.headers ?? {}, body: fault.body });
  };

  return async (request, response, path, query) => {
    try {
      const call = await readCall(request, path, query);
      if (path.startsWith('/_')) writeAnswer(response, await control(call));
      else await play(call, response);
    } catch (error) {
      if (closing.aborted) response.destroy();
      else if (error instanceof BadControl) writeAnswer(response, badControl(error));
      else if (error instanceof BodyTooLarge) writeAnswer(response, { status: 413, body: { error: error.message } });
      else if (request.destroyed && !request.complete) response.destroy();
      else writeAnswer(response, { status: 599, body: { simulatorBug: error instanceof Error ? error.stack : String(error) } });
    }
  };
}

function controlJournal(call: Call, journal: Journal): Answer {
  if (call.method === 'GET') return { status: 200, body: journal.entries };
  if (call.method !== 'DELETE') return methodNotAllowed;
  journal.empty();
  return { status: 200, body: [] };
}

function controlLatencies(call: Call, latencies: Latencies): Answer {
  if (call.method === 'DELETE') latencies.set([]);
  else if (call.method === 'PUT') latencies.set(parseControl(latenciesSchema, call));
  else if (call.method !== 'GET') return methodNotAllowed;
  return { status: 200, body: latencies.list() };
}

function controlRepeats(call: Call, journal: Journal, prefix: string): Answer {
  if (call.method !== 'GET') return methodNotAllowed;
  const { by = '', ...asked } = Object.fromEntries(call.query);
  const match = matchSchema.safeParse(asked);
  if (!match.success) throw new BadControl('give any of method, path, body, by');
  const places = by.split(',').filter((place) => place !== '');
  return { status: 200, body: findRepeats(journal.entries, { match: match.data, by: places, prefix }) };
}

function controlFaults(call: Call, faults: Faults): Answer {
  if (call.method === 'GET') return { status: 200, body: faults.list() };
  if (call.method === 'DELETE') faults.set([]);
  else if (call.method === 'PUT') faults.set(parseControl(faultsSchema, call));
  else return methodNotAllowed;
  return { status: 200, body: faults.list() };
}
