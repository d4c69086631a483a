import { keyOf } from './read-keywords.ts';
import { REPLY_PHRASES } from './reply-phrases.ts';
import { countLinks } from './strip-addressing.ts';
import { tokenize } from './tokenize.ts';

/** Words of greeting, thanks, regret and offer. A sentence made of them alone says nothing of the business that could be wrong. */
const COURTEOUS = new Set(
  `happy glad pleased pleasure delighted help helps helped helping assist assistance welcome questions reach reaching out contact contacting write writing wrote message messages messaging
  anything else hope hopes sorry apologies apologise apologize inconvenience trouble hear hearing understand frustrating frustrated frustration appreciate kind words word mean means
  feedback great lovely nice wonderful weekend day team regards cheers best wishes love soon further additional touch reply replying answer again sincerely warm warmly
  patience interest interested enjoy gladly course sure absolutely certainly noted like
  leid tut freuen freut hilfe helfen weiterhelfen worte nette netten lieben liebe grüße gruß herzlich herzlichen herzliche vielen melden meldung schreiben nachricht einfach sonst
  beantworten fragen frage stehen verfügung willkommen schönen schönes wochenende verstehen ärger unannehmlichkeiten entschuldigung entschuldigen rückmeldung wieder darüber dir euch
  désolé désolés désolée navrés hésitez écrire écrivez beaucoup gentils mots plaisir aider aide question autre bienvenue journée cordialement équipe excuser excuses comprendre comprenons
  bonne
  lamentamos lamento escribirnos escribir amables palabras alegran ayudarle ayudar ayuda pregunta preguntas bienvenido saludos disculpe disculpas molestias equipo encantados gusto
  contento feliz día`
    .split(/\s+/)
    .flatMap((word) => keyOf(word) ?? []),
);
/** Said so often that the words in them need not be courteous everywhere. */
const SET_PHRASE =
  /\b(?:feel free|let (?:us|me) know|(?:we |i )?look(?:ing)? forward|take care|(?:have|enjoy) a \p{L}+ (?:day|week|weekend|evening)|here to help)\b/giu;
const ours = (sentence: string): string => tokenize(sentence).join(' ');
/** What the built-in writer itself says between greeting and sign-off. */
const OUR_PHRASES = new Set(
  Object.values(REPLY_PHRASES).flatMap(({ closing, sorry, thanks, welcome }) =>
    [...Object.values(closing), sorry, thanks, welcome].map(ours),
  ),
);
const GREETING =
  /^\s*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hallo|liebe[rs]?|guten (?:tag|morgen|abend)|bonjour|bonsoir|salut|¡?hola|¡?buen[oa]s \p{L}+)(?=[\s,!.:]|$)/iu;
const CLOSING =
  /^\s*(?:[–—-]|(?:kind |best |warm )?regards|best|cheers|yours|(?:viele |liebe |herzliche )?grüße|cordialement|saludos)(?=[\s,!.]|$)/iu;
/** Whose name it is cannot be known, but a statement has a word in small letters. */
const NAMES =
  /^(?:[\s,]+(?:\p{Lu}[\p{L}'’.-]*|again|there|all|everyone|zusammen|from|at|of|and|the|your|von|vom|bei|und|ihr|de|du|la|le|&)){0,6}[\s!,.:]*$/u;

/** Whether a sentence of a reply only greets, thanks, regrets, asks or offers. Any figure or link makes it a statement. */
export function isCourtesy(sentence: string): boolean {
  if (/\d/.test(sentence) || countLinks(sentence) > 0) return false;
  for (const opening of [GREETING, CLOSING]) {
    const said = opening.exec(sentence)?.[0];
    if (said !== undefined && NAMES.test(sentence.slice(said.length))) return true;
  }
  if (OUR_PHRASES.has(ours(sentence))) return true;
  const keys = tokenize(sentence.replace(SET_PHRASE, ' ')).flatMap((word) => keyOf(word) ?? []);
  return keys.every((key) => COURTEOUS.has(key)) || (/[?？]["'”’)]*$/.test(sentence) && keys.some((key) => COURTEOUS.has(key)));
}
