import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { type Answer, BodyTooLarge, type Call, readCall } from './call.ts';
import { type Fault, Faults, faultsSchema, replacesAnswer } from './faults.ts';
import { Journal, type JournalEntry } from './journal.ts';
import { BadControl, badControl, methodNotAllowed, parseControl } from './parse-control.ts';
import type { Service } from './service.ts';
import { writeAnswer } from './write-answer.ts';

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

  const control = async (call: Call): Promise<Answer> => {
    const address = call.path.split('/')[1] ?? '';
    if (address === '_journal') return controlJournal(call, journal);
    if (address === '_faults') return controlFaults(call, faults);
    const handler = Object.hasOwn(service.control, address) ? service.control[address] : undefined;
    return handler ? handler(call) : { status: 404, body: { error: `no control address ${address}` } };
  };

  const play = async (call: Call, response: ServerResponse): Promise<void> => {
    const entry = journal.receive(call);
    const strike = faults.strike(call);
    if (strike) {
      entry.fault = strike.index;
      await playFault(strike.fault, call, entry, response);
    } else finish(entry, response, await service.answer(call));
  };

  const finish = (entry: JournalEntry, response: ServerResponse, answer: Answer): void => {
    journal.answered(entry, answer);
    writeAnswer(response, answer);
  };

  const playFault = async (fault: Fault, call: Call, entry: JournalEntry, response: ServerResponse): Promise<void> => {
    call.withholdEcho = fault.withholdEcho ?? false;
    const wait = (): Promise<void> => delay(fault.delayMs ?? 0, undefined, { signal: closing });
    if (!fault.applied) await wait();
    const own = fault.applied || !replacesAnswer(fault) ? await service.answer(call) : undefined;
    if (fault.applied) await wait();
    if (fault.hang) return;
    if (fault.drop) {
      response.destroy();
      return;
    }
    if (own && !replacesAnswer(fault)) finish(entry, response, { ...own, headers: { ...own.headers, ...fault.headers } });
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

function controlFaults(call: Call, faults: Faults): Answer {
  if (call.method === 'GET') return { status: 200, body: faults.list() };
  if (call.method === 'DELETE') faults.set([]);
  else if (call.method === 'PUT') faults.set(parseControl(faultsSchema, call));
  else return methodNotAllowed;
  return { status: 200, body: faults.list() };
}
