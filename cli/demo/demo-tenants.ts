import { acmeKnowledge } from './acme-knowledge.ts';
import { globexKnowledge } from './globex-knowledge.ts';

export interface DemoDocument {
  readonly title: string;
  readonly text: string;
  readonly source: string;
}

/** The built-in roles that members of the demo have. */
export type DemoRole = 'owner' | 'admin' | 'reviewer' | 'analyst';

export interface DemoMember {
  readonly email: string;
  readonly displayName: string;
  readonly role: DemoRole;
  readonly subject: string;
}

export type DemoPlatform = 'FACEBOOK' | 'INSTAGRAM' | 'X' | 'LINKEDIN';

/** An account, with credentials that the platform's simulator takes for it. */
export interface DemoChannel {
  readonly platform: DemoPlatform;
  readonly accountId: string;
  readonly displayName: string;
  readonly credentials: Readonly<Record<string, string>>;
}

/** Credentials that the CRM's simulator takes. */
export interface DemoCrm {
  readonly kind: 'SALESFORCE' | 'HUBSPOT';
  readonly displayName: string;
  readonly credentials: Readonly<Record<string, string>>;
}

export interface DemoTenant {
  readonly slug: string;
  readonly name: string;
  readonly members: readonly DemoMember[];
  readonly channels: readonly DemoChannel[];
  readonly crms: readonly DemoCrm[];
  readonly knowledge: readonly DemoDocument[];
}

/** The `sub` of the demo's members: `acme-reviewer`, and `acme-reviewer-2` for the second one of that role. */
export const demoSubject = (tenantSlug: string, role: string, nth = 1): string =>
  nth === 1 ? `${tenantSlug}-${role}` : `${tenantSlug}-${role}-${nth}`;

const CREDENTIALS: Readonly<Record<DemoPlatform, (accountId: string) => Readonly<Record<string, string>>>> = {
  FACEBOOK: (id) => ({ pageAccessToken: `EAAG-sim-${id}` }),
  INSTAGRAM: (id) => ({ accessToken: `IGAA-sim-${id}` }),
  X: (id) => ({ accessToken: `x-sim-${id}` }),
  LINKEDIN: (id) => ({ accessToken: `li-sim-${id.split(':').at(-1)}`, applicationId: '7700' }),
};

const channel = (platform: DemoPlatform, accountId: string, displayName: string): DemoChannel => ({
  platform,
  accountId,
  displayName,
  credentials: CREDENTIALS[platform](accountId),
});

const salesforce = (slug: string): DemoCrm => ({
  kind: 'SALESFORCE',
  displayName: 'Salesforce',
  credentials: { clientId: slug, clientSecret: `sim-secret-${slug}` },
});

const acme: DemoTenant = {
  slug: 'acme',
  name: 'Acme Bikes & Outdoor',
  members: [
    { email: 'olivia@acme.example.com', displayName: 'Olivia Owner', role: 'owner', subject: demoSubject('acme', 'owner') },
    { email: 'adam@acme.example.com', displayName: 'Adam Admin', role: 'admin', subject: demoSubject('acme', 'admin') },
    { email: 'rita@acme.example.com', displayName: 'Rita Reviewer', role: 'reviewer', subject: demoSubject('acme', 'reviewer') },
    {
      email: 'ravi@acme.example.com',
      displayName: 'Ravi Reviewer',
      role: 'reviewer',
      subject: demoSubject('acme', 'reviewer', 2),
    },
    { email: 'anna@acme.example.com', displayName: 'Anna Analyst', role: 'analyst', subject: demoSubject('acme', 'analyst') },
  ],
  channels: [
    channel('FACEBOOK', '1067280970047460', 'Acme Bikes & Outdoor'),
    channel('INSTAGRAM', '17841405822304914', 'acme.bikes'),
    channel('X', '1523380904615550976', '@AcmeBikes'),
    channel('LINKEDIN', 'urn:li:organization:88214', 'Acme Bikes & Outdoor'),
  ],
  crms: [salesforce('acme'), { kind: 'HUBSPOT', displayName: 'HubSpot', credentials: { accessToken: 'pat-sim-acme' } }],
  knowledge: acmeKnowledge,
};

const globex: DemoTenant = {
  slug: 'globex',
  name: 'Globex Software',
  members: [
    { email: 'oscar@globex.example.com', displayName: 'Oscar Owner', role: 'owner', subject: demoSubject('globex', 'owner') },
    {
      email: 'rosa@globex.example.com',
      displayName: 'Rosa Reviewer',
      role: 'reviewer',
      subject: demoSubject('globex', 'reviewer'),
    },
  ],
  channels: [channel('FACEBOOK', '2067280970047461', 'Globex Software')],
  crms: [salesforce('globex')],
  knowledge: globexKnowledge,
};

export const demoTenants: readonly DemoTenant[] = [acme, globex];

/** Throws where the tenant has no account there. */
export function demoChannel({ slug, channels }: DemoTenant, platform: DemoPlatform): DemoChannel {
  const found = channels.find((each) => each.platform === platform);
  if (!found) throw new Error(`the demo's ${slug} is not on ${platform}`);
  return found;
}

/** Throws where the tenant has no such CRM. */
export function demoCrm({ slug, crms }: DemoTenant, kind: DemoCrm['kind']): DemoCrm {
  const found = crms.find((each) => each.kind === kind);
  if (!found) throw new Error(`the demo's ${slug} has no ${kind}`);
  return found;
}
