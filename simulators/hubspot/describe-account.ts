import type { Answer } from '../harness/call.ts';
import { portalId, uiDomain } from './hubspot-settings.ts';
import type { HubspotWorld } from './hubspot-world.ts';

/** `GET /account-info/v3/details`. */
export function describeAccount({ settings }: HubspotWorld): Answer {
  const { timeZone } = settings;
  const utcOffsetMs = offsetMs(timeZone);
  const minutes = Math.abs(utcOffsetMs) / 60_000;
  const pad = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return {
    status: 200,
    body: {
      ...{ portalId, accountType: 'STANDARD', timeZone, uiDomain, dataHostingLocation: 'eu1' },
      ...{ companyCurrency: 'EUR', additionalCurrencies: [] },
      utcOffset: `${utcOffsetMs < 0 ? '-' : '+'}${pad(minutes / 60)}:${pad(minutes % 60)}`,
      utcOffsetMilliseconds: utcOffsetMs,
    },
  };
}

function offsetMs(timeZone: string): number {
  const now = new Date();
  now.setMilliseconds(0);
  const there = now.toLocaleString('sv-SE', { timeZone }).replace(' ', 'T');
  return Date.parse(`${there}Z`) - now.getTime();
}
