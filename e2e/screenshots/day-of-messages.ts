import { type DemoPlatform, type DemoTenant, demoTenants } from '../../cli/demo/demo-tenants.ts';
import { simulatedMessages } from '../../cli/demo/simulated-messages.ts';
import { type Random, seededRandom } from '../../simulators/harness/seeded-random.ts';

export interface DayMessage {
  readonly tenant: DemoTenant;
  readonly platform: DemoPlatform;
  readonly isPublic?: true;
  readonly personId: string;
  readonly name: string;
  readonly text: string;
  readonly minutesAgo: number;
}

const [acme, globex] = demoTenants as [DemoTenant, DemoTenant];
const SEED = 20_261;
const HOURS = 9;
const EMOJI = /(?: ?\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200d|\ufe0f)+/gu;
const AT_ACME = 260;

const GIVEN =
  'Amelie Bence Chiara Davor Elif Fiona Goran Hanna Ilias Jonna Karim Lena Marek Nora Oskar Petra Quentin Rania'.split(' ');
const FAMILY = 'Abend Bauer Czerny Dupont Ebner Fischer Gruber Horvat Ivanova Jansen Kovacs Lindgren Moretti Novak Orsini'.split(
  ' ',
);

/** From most to least, as the shop's people write. */
const PLATFORMS: readonly DemoPlatform[] = [
  'FACEBOOK',
  'FACEBOOK',
  'FACEBOOK',
  'FACEBOOK',
  'INSTAGRAM',
  'INSTAGRAM',
  'INSTAGRAM',
  'X',
  'X',
  'LINKEDIN',
];

/** What globex's customers ask: another trade than acme's bicycles. */
const SOFTWARE: readonly string[] = [
  'How long is the free trial?',
  'Do I need a credit card for the trial?',
  'What does the Business plan cost for 25 people?',
  'Can we pay by invoice once a year?',
  'The export to Excel stops after a thousand rows. Is that a limit?',
  'Where is our data stored?',
];

/** Met in pictures by name: they write when most of the day's work is done. */
export const lastMessages: readonly DayMessage[] = [
  {
    tenant: acme,
    platform: 'FACEBOOK',
    personId: '7300412905518801',
    name: 'Helena Sommer',
    text: 'Good afternoon, I am head of purchasing at Hafen Foods. We need 24 e-bikes for our couriers by the end of the month, budget is 60,000 €. Could you send an offer to helena.sommer@hafen-foods.example or call +49 40 5550 7788?',
    minutesAgo: 9,
  },
  {
    tenant: acme,
    platform: 'INSTAGRAM',
    personId: '6210993381450990',
    name: 'Noé Fournier',
    text: 'Do you rent out tandems for a weekend, and may my dog ride along in the trailer?',
    minutesAgo: 7,
  },
  {
    tenant: acme,
    platform: 'FACEBOOK',
    personId: '7300412905518802',
    name: 'Gregor Thalhammer',
    text: 'I am really annoyed. The brakes you repaired on Monday squeal again, and nobody answers the phone. I want my money back!',
    minutesAgo: 5,
  },
  {
    tenant: acme,
    platform: 'X',
    isPublic: true,
    personId: '1402277118843929911',
    name: 'Saoirse Byrne',
    text: '@AcmeBikes can I bring back a jersey that I wore once?',
    minutesAgo: 4,
  },
  {
    tenant: acme,
    platform: 'FACEBOOK',
    personId: '7300412905518803',
    name: 'Katharina Weiß',
    text: 'Guten Tag, was kostet die Inspektion für ein E-Bike, und wie lange müsste ich darauf warten?',
    minutesAgo: 2,
  },
];

/** A day at both businesses, the oldest message first; the same texts at every run. */
export function dayOfMessages(): readonly DayMessage[] {
  const random = seededRandom(SEED);
  const said = simulatedMessages(SEED);
  const day: DayMessage[] = Array.from({ length: AT_ACME }, (_, nth) => {
    const { personId, text } = said.next().value;
    const platform = oneOf(PLATFORMS, random);
    const name = nameOf(personId);
    return {
      tenant: acme,
      platform,
      ...(platform === 'LINKEDIN' && { isPublic: true as const }),
      personId,
      name,
      // whoever signs does so by their own name; not every machine that takes pictures has signs for emoji
      text: text.replace(/(?<=(I'm|Grüße,|Regards,) )\p{L}+ \p{L}+/u, name).replace(EMOJI, '') || 'hello?',
      minutesAgo: Math.round(HOURS * 60 * (1 - nth / AT_ACME)) + 12,
    };
  });
  const software = SOFTWARE.map((text, nth) => ({
    tenant: globex,
    platform: 'FACEBOOK' as const,
    personId: `73005188066310${10 + nth}`,
    name: nameOf(String(nth * 7)),
    text,
    minutesAgo: 60 - nth,
  }));
  return [...day, ...software];
}

/** The same person has the same name whatever they write. */
function nameOf(personId: string): string {
  const random = seededRandom(Number(personId.slice(-8)));
  return `${oneOf(GIVEN, random)} ${oneOf(FAMILY, random)}`;
}

const oneOf = <T>(list: readonly T[], random: Random): T => list[Math.floor(random.next() * list.length)] as T;
