import { startSimulators } from '../../simulators/start-simulators.ts';
import { cpuMs, offer } from '../support/child.ts';

offer({ start: async () => (await startSimulators({ port: 0, seed: 1 })).port, cpuMs });
