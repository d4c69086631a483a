import { type Entity, entityAt } from './entity.ts';

const READ_CHARACTERS = 4_000;
const PROPER = String.raw`\p{Lu}[\p{L}\p{N}&'’.-]{0,30}`;
const LEGAL = String.raw`GmbH(?: & Co\.? KG)?|AG|UG|KG|e\.K\.|Ltd\.?|Limited|LLC|LLP|PLC|Inc\.?|Corp\.?|Corporation|SARL|SAS|S\.?A\.?|S\.?L\.?|B\.?V\.?|S\.?r\.?l\.?|Oy|AB|Pty|Co\.`;
const TRADE = `Group|Studios?|Labs?|Media|Solutions|Systems|Consulting|Agency|Partners|Software|Technologies|Technology|Logistics|Foods?|Designs?|Services|University|Clinic|Hotels?|Bakery|Brewery|Bank|Insurance|Airlines|Airways|Motors|Pharma|Energy|Holdings?|Industries|Enterprises|Associates|Ventures|Capital|Networks?|Electronics`;
const WITH_FORM = new RegExp(
  String.raw`(?<![\p{L}\p{N}@#])(?:${PROPER} ){1,4}?(?:&|and|und)? ?(?:(?:${PROPER} )?)(?:${LEGAL})(?![\p{L}\p{N}])`,
  'gu',
);
const WITH_TRADE = new RegExp(
  String.raw`(?<![\p{L}\p{N}@#])(?!(?:The|Our|Your|My|This|Hi|Hello|Dear|From|At|Die|Das|Der) )(?:${PROPER} ){1,2}(?:${TRADE})(?![\p{L}\p{N}])`,
  'gu',
);
const INTRODUCED = new RegExp(
  String.raw`(?:\b[Ww]ork(?:ing)? (?:at|for|with)|\b[Ee]mployed (?:at|by)|\b[Ww]e at|\b[Oo]n behalf of|\b[Rr]epresent(?:ing)?|\b[Oo]ur (?:company|firm|startup|shop|brand|agency),?(?: is| called| named)?|\b[Cc]ompany(?: name)?(?: is|:)|\b[Ff]irma:?|\b[Ee]ntreprise:?|\b[Ee]mpresa:?|\b(?:CEO|CTO|COO|CFO|[Oo]wner|[Ff]ounder|[Hh]ead of \p{L}+|[Dd]irector|[Mm]anager|[Ii]nhaber(?:in)?|[Gg]eschäftsführer(?:in)?) (?:of|at|von|bei)) (?:the )?(?<name>${PROPER}(?: ${PROPER}){0,3})`,
  'gu',
);
/** After these it is a company however it is written. */
const NAMED =
  /\b(?:company|business|firm|organi[sz]ation|employer)(?:'s)? name(?: is|'s|:)? (?<name>(?!is\b|and\b|the\b|my\b|of\b|please\b)[\p{L}\p{N}&'’.-]{2,30}(?: (?!and\b|with\b|my\b|is\b|the\b|password\b|from\b|in\b|i\b|we\b)[\p{L}&'’.-]{2,30}){0,2})/giu;
const FREE_MAIL =
  /^(?:gmail|googlemail|yahoo|ymail|hotmail|outlook|live|msn|icloud|me|aol|gmx|web|t-online|freenet|proton|protonmail|mail|orange|wanadoo|free|laposte|yandex|zoho|qq|163|126)\./i;

/** Companies by their legal form, by how they are introduced, and by the domain of an address that is nobody's free mail. */
export function findCompanies(text: string, emails: Entity[]): Entity[] {
  const head = text.slice(0, READ_CHARACTERS);
  const found: Entity[] = [];
  const add = (start: number, raw: string, confidence: number, normalized?: string): void => {
    const value = raw.replace(/[.,'’-]+$/u, (tail) => (/(?:Ltd|Inc|Corp|Co|\.[A-Z])\.$/.test(raw) ? tail : ''));
    if (found.some((entity) => entity.start < start + value.length && start < entity.end)) return;
    found.push(entityAt('company', text, start, start + value.length, normalized ?? value.replace(/\s+/g, ' '), confidence));
  };
  for (const match of head.matchAll(WITH_FORM)) add(match.index, match[0], 0.9);
  for (const match of head.matchAll(INTRODUCED)) {
    const name = match.groups?.name ?? '';
    add(match.index + match[0].length - name.length, name, 0.75);
  }
  for (const match of head.matchAll(NAMED)) {
    const name = match.groups?.name ?? '';
    add(match.index + match[0].length - name.length, name, 0.75);
  }
  for (const match of head.matchAll(WITH_TRADE)) add(match.index, match[0], 0.6);
  for (const email of emails) {
    const domain = email.value.slice(email.value.indexOf('@') + 1);
    if (!FREE_MAIL.test(domain)) add(email.end - domain.length, domain, 0.7, domain.toLowerCase());
  }
  return found;
}
