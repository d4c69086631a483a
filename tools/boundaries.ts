import { posix } from 'node:path';

/** Each room may import those before it. The order is the design's (docs/ARCHITECTURE.md draws it). */
const KERNEL_ROOMS = [
  'errors',
  'config',
  'telemetry',
  'crypto',
  'tenancy',
  'auth',
  'resilience',
  'persistence',
  'messaging',
  'graph',
  'runtime',
  'testing',
];

const OURS = new Set([
  'kernel',
  'schema',
  'gateway',
  'subgraphs',
  'console',
  'simulators',
  'cli',
  'bench',
  'eval',
  'e2e',
  'tools',
]);

/** Suites, and what only suites use: `*.contract.ts` holds the cases that every adapter of a port passes, `testing/` factories. */
export const isTest = (path: string): boolean => /\.(spec|contract)\.tsx?$/.test(path) || path.includes('/testing/');

/** The file of ours that `specifier` means in `importer`, from the root of the project; undefined for a package. */
export function resolveImport(importer: string, specifier: string): string | undefined {
  if (specifier.startsWith('#')) return specifier.slice(1);
  if (specifier.startsWith('.')) return posix.join(posix.dirname(importer), specifier);
  return undefined;
}

/** Why `from` must not import `to`, both paths from the root of the project; undefined where it may. */
export function refuseImport(from: string, to: string, typeOnly = false): string | undefined {
  const [area = '', room = ''] = from.split('/');
  const [targetArea = '', targetRoom = ''] = to.split('/');
  if (!OURS.has(area) || !OURS.has(targetArea)) return undefined;

  if (area === 'e2e' || area === 'bench' || area === 'eval') return undefined;
  if (!isTest(from)) {
    if (to.startsWith('kernel/testing/')) return 'kernel/testing is for specs, bench and e2e';
    if (isTest(to)) return 'only a suite imports another suite or what is made for suites';
  }
  if (area === 'cli') return undefined;
  if (isTest(from) && (to.startsWith('kernel/testing/') || targetArea === 'simulators')) return undefined;
  if (from.startsWith('gateway/explorer/'))
    return to.startsWith('gateway/explorer/') ? undefined : 'the explorer page runs in a browser and imports nothing of ours';

  switch (area) {
    case 'kernel':
      return refuseInKernel(room, targetArea, targetRoom);
    case 'schema':
      return refuseInSchema(from, to, targetArea);
    case 'gateway':
      return allow(['gateway', 'kernel', 'schema'], area, targetArea);
    case 'subgraphs':
      if (targetArea === 'subgraphs' && room !== targetRoom)
        return `subgraphs/${room} meets subgraphs/${targetRoom} by event and entity key, never by import`;
      return (
        allow(['subgraphs', 'kernel', 'schema'], area, targetArea) ??
        (targetArea === area ? refuseInSubgraph(from, to, typeOnly) : undefined)
      );
    case 'console':
      return allow(['console', 'schema'], area, targetArea);
    default:
      return allow([area], area, targetArea);
  }
}

function allow(allowed: string[], area: string, targetArea: string): string | undefined {
  if (allowed.includes(targetArea)) return undefined;
  const others = allowed.filter((name) => name !== area);
  return `${area} imports ${others.length > 0 ? `${others.join(' and ')} only` : 'nothing of ours'}`;
}

function refuseInKernel(room: string, targetArea: string, targetRoom: string): string | undefined {
  if (targetArea !== 'kernel') return 'kernel imports nothing of ours';
  const from = KERNEL_ROOMS.indexOf(room);
  const to = KERNEL_ROOMS.indexOf(targetRoom);
  if (from < 0 || to < 0) return `kernel/${from < 0 ? room : targetRoom} is not a room of the kernel`;
  return to > from ? `kernel/${targetRoom} stands to the right of kernel/${room}` : undefined;
}

function refuseInSchema(from: string, to: string, targetArea: string): string | undefined {
  if (from.startsWith('schema/events/')) {
    if (isTest(from) || to.startsWith('schema/events/') || to === 'kernel/messaging/event-contract.ts') return undefined;
    return 'an event contract imports zod and kernel/messaging/event-contract.ts only';
  }
  // schema/compose.ts and its like emit the schema from the code, so they see all of it.
  return allow(['schema', 'kernel', 'gateway', 'subgraphs'], 'schema', targetArea);
}

type Layer = 'declaration' | 'door' | 'connector' | 'inner';

function layerOf(path: string): Layer {
  const [, , folder = ''] = path.split('/');
  if (folder === 'subgraph.ts') return 'declaration';
  if (folder === 'consumers' || folder === 'tasks' || path.endsWith('.resolver.ts')) return 'door';
  return folder === 'connectors' ? 'connector' : 'inner';
}

function refuseInSubgraph(from: string, to: string, typeOnly: boolean): string | undefined {
  const [layer, targetLayer] = [layerOf(from), layerOf(to)];
  if (layer === 'declaration' || isTest(from)) return undefined;
  if (targetLayer === 'declaration') return 'subgraph.ts declares the rest; nothing in the subgraph imports it';
  if (layer !== 'door')
    return targetLayer === 'door'
      ? 'resolvers, consumers and tasks are doors: what is behind them does not import them'
      : undefined;
  if (targetLayer === 'door')
    return posix.dirname(from) === posix.dirname(to) && !to.endsWith('.resolver.ts')
      ? undefined
      : 'a door does not open another door: share a use case';
  if (typeOnly) return undefined;
  if (to.endsWith('.repository.ts')) return 'a door holds no query: call a use case';
  return targetLayer === 'connector' ? 'a door reaches the outside through a use case' : undefined;
}
