import type { DemoPlatform } from './demo-tenants.ts';

export interface DemoMessage {
  /** The tenant that it is written to, by its slug. */
  readonly to: string;
  readonly platform: DemoPlatform;
  /** Of X and LinkedIn: in public, where the account is mentioned, or below a post of its own. Elsewhere a direct message. */
  readonly isPublic?: true;
  /** The platform's id of the person. */
  readonly personId: string;
  readonly name: string;
  readonly text: string;
  /** Recent, so that the platform's 24 h window is open when the demo is played in. */
  readonly minutesAgo: number;
}

/** A morning at two businesses: something that answers itself, someone who wants to buy, someone who is angry, and the rest. */
export const demoMessages: readonly DemoMessage[] = [
  {
    to: 'acme',
    platform: 'FACEBOOK',
    personId: '7300412905517701',
    name: 'Lukas Brenner',
    text: 'Hi! How long does delivery to Austria take, and how much does it cost?',
    minutesAgo: 52,
  },
  {
    to: 'acme',
    platform: 'FACEBOOK',
    personId: '7300412905517702',
    name: 'Martina Keller',
    text: 'Hello, I am head of operations at Nordlicht Logistik GmbH. We want to lease 15 e-bikes for our staff before the end of the month, our budget is about 45,000 €. What does business leasing cost with insurance, and who could present it to our works council? You reach me at martina.keller@nordlicht-logistik.example or +49 30 5550 1234.',
    minutesAgo: 47,
  },
  {
    to: 'acme',
    platform: 'FACEBOOK',
    personId: '7300412905517703',
    name: 'Tom Ashdown',
    text: 'Really disappointed. My brakes squeal worse than before the service, and nobody rings back! What does it cost me now to replace the brake pads, and how long does that repair take?',
    minutesAgo: 41,
  },
  {
    to: 'acme',
    platform: 'FACEBOOK',
    personId: '7300412905517704',
    name: 'Sophie Laurent',
    text: 'Can I return a helmet if it does not fit?',
    minutesAgo: 33,
  },
  {
    to: 'acme',
    platform: 'FACEBOOK',
    personId: '7300412905517705',
    name: 'Prize Center',
    text: 'CONGRATULATIONS!!! You have been selected as our WINNER. Claim your FREE prize of 5000 $ now: http://claim-your-prize.example/win Reply YES before midnight!',
    minutesAgo: 28,
  },
  {
    to: 'acme',
    platform: 'FACEBOOK',
    personId: '7300412905517706',
    name: 'Jonas Vogt',
    text: 'Hallo, wann habt ihr am Samstag geöffnet?',
    minutesAgo: 21,
  },
  {
    to: 'acme',
    platform: 'FACEBOOK',
    personId: '7300412905517707',
    name: 'Emily Carter',
    text: 'I would like to buy the Trailhawk e-bike. What does it cost, and do you have it in size L?',
    minutesAgo: 14,
  },
  {
    to: 'acme',
    platform: 'FACEBOOK',
    personId: '7300412905517708',
    name: 'Bruno Sá',
    text: 'hey, is it still like the one from last time? 😅',
    minutesAgo: 6,
  },
  {
    to: 'acme',
    platform: 'INSTAGRAM',
    personId: '6210993381450217',
    name: 'Mira Voss',
    text: 'Love the green gravel bike in your story 😍 how much is a test ride?',
    minutesAgo: 18,
  },
  {
    to: 'acme',
    platform: 'X',
    personId: '1388214409157623808',
    name: 'Dario Conti',
    text: 'Hi, do you take my old e-bike in part exchange, and what would I get for it?',
    minutesAgo: 16,
  },
  {
    to: 'acme',
    platform: 'X',
    isPublic: true,
    personId: '1402277118843920385',
    name: 'Greta Lund',
    text: '@AcmeBikes are you open on Sundays?',
    minutesAgo: 9,
  },
  {
    to: 'acme',
    platform: 'LINKEDIN',
    isPublic: true,
    personId: 'kWq3hJ81mT',
    name: 'Henrik Dahl',
    text: 'We are 60 people in Hamburg and want to offer bike leasing from March. What does it cost us as the employer?',
    minutesAgo: 7,
  },
  {
    to: 'globex',
    platform: 'FACEBOOK',
    personId: '7300518806629901',
    name: 'Nadia Rahman',
    text: 'Hello, how long is the free trial and do I need a credit card for it?',
    minutesAgo: 38,
  },
  {
    to: 'globex',
    platform: 'FACEBOOK',
    personId: '7300518806629902',
    name: 'Peter Lindqvist',
    text: 'We are a team of 40 and look at the Business plan. Our import from the old system stops at row 1,204 with an error, can somebody look at it with us?',
    minutesAgo: 11,
  },
];
