import { byId, element } from './element.js';
import { fromNow, nameOf, spoken } from './words.js';

const MOST_ROWS = 50;
const MOST_SIGNALS = 4;
const CRM_STATES = { PENDING: 'on its way', SYNCED: 'in step', FAILED: 'failed', CONFLICT: 'in conflict' };

/** Leads as they are scored, the latest on top. */
export class LeadList {
  #leads = new Map();
  #announce;

  constructor({ announce }) {
    this.#announce = announce;
  }

  show(leads) {
    this.#leads = new Map(leads.map((lead) => [lead.id, lead]));
    this.#render();
  }

  scored({ score, lead }) {
    this.#leads.delete(lead.id);
    this.#leads = new Map([[lead.id, lead], ...this.#leads].slice(0, MOST_ROWS));
    this.#render(lead.id);
    if (score.tier === 'HOT' && score.previousTier !== 'HOT') this.#announce(`${nameOf(lead.contact)} is a hot lead now.`);
  }

  /** Known elsewhere by now; its place in the list is the score's. */
  linked({ link: { lead } }) {
    if (!lead || !this.#leads.has(lead.id)) return;
    this.#leads.set(lead.id, lead);
    this.#render();
  }

  /** Only where one is shown without its name: rows that are made anew lose the focus. */
  showNameOf(contactId) {
    if ([...this.#leads.values()].some(({ contact }) => contact?.id === contactId && !contact.displayName)) this.#render();
  }

  tick() {
    for (const time of byId('lead-rows').querySelectorAll('time')) time.textContent = fromNow(time.dateTime);
  }

  #render(changed) {
    byId('no-leads').hidden = this.#leads.size > 0;
    byId('lead-rows').replaceChildren(...[...this.#leads.values()].map((lead) => row(lead, lead.id === changed)));
  }
}

function row(lead, isNew) {
  return element(
    'li',
    { class: isNew ? 'lead new' : 'lead' },
    element('p', { class: `tier ${lead.tier.toLowerCase()}` }, spoken(lead.tier)),
    element(
      'div',
      {},
      element('h2', {}, nameOf(lead.contact)),
      element(
        'p',
        { class: 'by' },
        `${spoken(lead.stage)}, `,
        element('time', { datetime: lead.updatedAt }, fromNow(lead.updatedAt)),
      ),
    ),
    element('p', { class: 'points' }, element('strong', {}, String(lead.points)), element('span', {}, ' points')),
    element('ul', { class: 'signals', 'aria-label': 'Why' }, lead.signals.slice(0, MOST_SIGNALS).map(signal)),
    (lead.crmLinks ?? []).map(crmLink),
  );
}

function signal({ name, points, evidence }) {
  const said = evidence ? `: “${evidence}”` : '';
  return element('li', {}, element('span', { class: 'worth' }, `${points > 0 ? '+' : ''}${points}`), ` ${spoken(name)}${said}`);
}

function crmLink({ status, url, lastError, connection }) {
  const state = `${connection?.displayName ?? 'CRM'}: ${CRM_STATES[status] ?? spoken(status)}`;
  // the address comes from another system; only one that leads to a web page becomes a link
  const safe = url && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
  const shown = safe ? element('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, state) : state;
  return element(
    'p',
    { class: `crm ${status.toLowerCase()}` },
    shown,
    lastError && status !== 'SYNCED' ? ` (${lastError})` : null,
  );
}
