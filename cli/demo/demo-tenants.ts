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

export interface DemoTenant {
  readonly slug: string;
  readonly name: string;
  readonly members: readonly DemoMember[];
  /** A Facebook page with the token that the simulator takes for it. */
  readonly page: { readonly id: string; readonly name: string; readonly accessToken: string };
  /** Credentials that the Salesforce simulator takes. */
  readonly salesforce: { readonly clientId: string; readonly clientSecret: string };
  readonly knowledge: readonly DemoDocument[];
}

/** The `sub` of the demo's members: `acme-reviewer`, and `acme-reviewer-2` for the second one of that role. */
export const demoSubject = (tenantSlug: string, role: string, nth = 1): string =>
  nth === 1 ? `${tenantSlug}-${role}` : `${tenantSlug}-${role}-${nth}`;

const pageOf = (id: string, name: string): DemoTenant['page'] => ({ id, name, accessToken: `EAAG-sim-${id}` });

const salesforceOf = (slug: string): DemoTenant['salesforce'] => ({ clientId: slug, clientSecret: `sim-secret-${slug}` });

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
  page: pageOf('1067280970047460', 'Acme Bikes & Outdoor'),
  salesforce: salesforceOf('acme'),
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
  page: pageOf('2067280970047461', 'Globex Software'),
  salesforce: salesforceOf('globex'),
  knowledge: globexKnowledge,
};

export const demoTenants: readonly DemoTenant[] = [acme, globex];
