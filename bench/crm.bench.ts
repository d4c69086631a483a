import { FAULT_MIXES } from '../subgraphs/crm/testing/fault-mixes.ts';
import type { BenchOptions, BenchResult } from './bench.ts';
import type { CrmSystemOptions, NewShop, Published } from './crm/system.ts';
import { BenchDatabase } from './support/bench-database.ts';
import { type Child, startChild } from './support/child.ts';
import { rounded } from './support/latencies.ts';

const LEADS = 10_000;
const DELIVERIES = 3;
/** What a CRM far away takes for a call. */
const LATENCY = { p50Ms: 60, p95Ms: 200, seed: 1 };
/** How long Parley waits for an answer here: a hung call holds up what is behind it. */
const CALL_MS = 2_000;
const POLL_MS = 200;

const CRMS = {
  salesforce: {
    shop: { kind: 'SALESFORCE', credentials: { clientId: 'acme', clientSecret: 'sim-secret-acme' } },
    records: 'Lead',
  },
  hubspot: { shop: { kind: 'HUBSPOT', credentials: { accessToken: 'pat-sim-acme' } }, records: 'contacts' },
} as const satisfies Record<string, { shop: NewShop; records: string }>;
type Crm = keyof typeof CRMS;

interface Measured {
  readonly crm: Crm;
  readonly leads: number;
  readonly deliveries: number;
  readonly records: number;
  readonly synced: number;
  readonly deadLetters: number;
  readonly seconds: number;
  readonly calls: number;
  /** Calls that were not answered as they should have been. */
  readonly struck: number;
  readonly cpuMs: number;
}

/** Leads that are each delivered three times to a CRM that fails one call in five, before or after it took effect. */
export async function run({ tempDir, flags }: BenchOptions): Promise<BenchResult> {
  const leads = Number(flags.get('leads') ?? LEADS);
  const deliveries = Number(flags.get('deliveries') ?? DELIVERIES);
  const faulty = flags.get('faults') !== 'none';
  const asked = flags.get('crm')?.split(',') ?? Object.keys(CRMS);
  const crms = asked.filter((name): name is Crm => name in CRMS);
  if (crms.length !== asked.length || !(leads > 0) || !(deliveries > 0)) {
    throw new Error(`crm takes --leads N --deliveries N --crm ${Object.keys(CRMS).join(',')} --faults none`);
  }
  const database = await BenchDatabase.start(tempDir);
  const children: Child[] = [];
  try {
    const simulators = startChild(new URL('./crm/simulators.ts', import.meta.url));
    const system = startChild(new URL('./crm/system.ts', import.meta.url));
    children.push(system, simulators);
    const simulatorsUrl = `http://127.0.0.1:${await simulators.call<number>('start')}`;
    await system.call('start', { databaseUrl: database.url, simulatorsUrl, callMs: CALL_MS } satisfies CrmSystemOptions);
    const measured: Measured[] = [];
    for (const crm of crms) {
      measured.push(await measure({ crm, database, system, url: `${simulatorsUrl}/${crm}`, leads, deliveries, faulty }));
    }
    return report(measured, faulty);
  } finally {
    await Promise.all(children.map((each) => each.stop()));
    await database.stop();
  }
}

interface Measuring {
  readonly crm: Crm;
  readonly database: BenchDatabase;
  readonly system: Child;
  /** The stand-in. */
  readonly url: string;
  readonly leads: number;
  readonly deliveries: number;
  readonly faulty: boolean;
}

async function measure({ crm, database, system, url, leads, deliveries, faulty }: Measuring): Promise<Measured> {
  const { shop, records } = CRMS[crm];
  const schema = await system.call<string>('openShop', shop);
  const { settings, faults } = FAULT_MIXES[crm];
  await control(`${url}/_settings`, settings);
  await control(`${url}/_latencies`, LATENCY);
  if (faulty) await control(`${url}/_faults`, faults);
  await fetch(`${url}/_journal`, { method: 'DELETE' });
  const [cpuBefore, startedAt] = [await system.call<number>('cpuMs'), performance.now()];
  await system.call('publishLeads', { leads, deliveries } satisfies Published);
  await untilQuiet(database);
  const seconds = (performance.now() - startedAt) / 1000;
  const [counted] = await database.query<{ synced: number; dead: number }>(
    `select (select count(*) from "${schema}".crm_link where status = 'SYNCED')::float8 as synced,
       (select count(*) from platform.dead_letter)::float8 as dead`,
  );
  const struck = (await list<{ struck: number }>(`${url}/_faults`)).reduce((sum, fault) => sum + fault.struck, 0);
  return {
    ...{ crm, leads, deliveries: leads * deliveries, seconds, struck },
    records: (await list(`${url}/_records?type=${records}`)).length,
    synced: counted?.synced ?? 0,
    deadLetters: counted?.dead ?? 0,
    calls: (await list(`${url}/_journal`)).length,
    cpuMs: (await system.call<number>('cpuMs')) - cpuBefore,
  };
}

function report(measured: readonly Measured[], faulty: boolean): BenchResult {
  return {
    name: 'crm',
    headers: [
      '',
      'leads',
      'deliveries',
      'records',
      'seconds',
      'records/s',
      'deliveries/s',
      'calls',
      'calls a record',
      'struck',
      'CPU ms each',
    ],
    rows: measured.map(({ crm, leads, deliveries, records, seconds, calls, struck, cpuMs }) => [
      ...[crm, leads, deliveries, records, rounded(seconds)],
      ...[rounded(records / seconds), rounded(deliveries / seconds), calls, rounded(calls / records, 3)],
      ...[struck, rounded(cpuMs / deliveries, 2)],
    ]),
    json: { latency: LATENCY, callMs: CALL_MS, faulty, measured },
    targets: measured.map(({ crm, leads, records, synced, deadLetters }) => ({
      name: `${crm}: one record a lead, each linked, nothing given up`,
      wanted: `${leads}, ${leads}, 0`,
      measured: `${records}, ${synced}, ${deadLetters}`,
      met: records === leads && synced === leads && deadLetters === 0,
    })),
  };
}

async function control(url: string, body: unknown): Promise<void> {
  const response = await fetch(url, { method: 'PUT', body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${url}: ${await response.text()}`);
}

const list = async <Item>(url: string): Promise<Item[]> => (await (await fetch(url)).json()) as Item[];

async function untilQuiet(database: BenchDatabase): Promise<void> {
  for (;;) {
    const [row] = await database.query<{ busy: boolean }>('select exists (select from platform.slot where pending > 0) as busy');
    if (!row?.busy) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
