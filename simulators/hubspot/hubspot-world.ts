import type { Random } from '../harness/seeded-random.ts';
import { Associations } from './associations.ts';
import { type HubspotSettings, initialHubspotSettings } from './hubspot-settings.ts';
import { PropertyTypes } from './property-types.ts';
import { RateLimits } from './rate-limits.ts';
import { RecordStore } from './record-store.ts';
import { Tokens } from './tokens.ts';

/** One account (HubSpot says portal) with everything in it. */
export class HubspotWorld {
  readonly properties = new PropertyTypes();
  readonly associations = new Associations();
  readonly limits = new RateLimits();
  readonly records: RecordStore;
  readonly tokens: Tokens;
  settings: HubspotSettings = initialHubspotSettings;

  constructor(random: Random) {
    this.records = new RecordStore(random, this.properties);
    this.tokens = new Tokens(random);
  }

  empty(): void {
    this.records.empty();
    this.associations.empty();
    this.properties.empty();
  }
}
