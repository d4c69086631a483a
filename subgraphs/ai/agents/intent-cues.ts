import { LEXICA, stems } from './intent-lexica.ts';
import { stem } from './stem.ts';
import { countLinks, stripHandles } from './strip-addressing.ts';
import { tokenize } from './tokenize.ts';

const NEGATION = stems(
  "not no never don't didn't doesn't isn't wasn't won't can't couldn't wouldn't nothing nicht kein keine nie pas jamais nada nunca sin",
);
const ASKS_WAY =
  /\b(?:how (?:do|can|to|long|much|many)|where (?:is|can|do)|what(?:'?s| is| are| do)|when (?:is|will|do)|why|can you|could you|can i|is there|do you|are you|wie|wo|wann|warum|comment|où|quand|cómo|dónde|cuándo)\b/i;
const PRICE = /[$€£¥]\s?\d|\d\s?(?:[$€£]|usd|eur|gbp|euros?|dollars?|pounds?)\b/i;
const POSITIVE_EMOJI = /[❤😍🥰😊😀😁🙌👏🔥💪👍🎉💯✨😘]/u;
const NEGATIVE_EMOJI = /[😡🤬😠👎😤🤮😞😢😭💩]/u;

/** How a wish, a trouble, a courtesy or a judgement is put, whatever it is about. */
const SHAPES: Readonly<Record<string, RegExp>> = {
  'my thing': /\b(?:my|our|mein\p{L}*|unser\p{L}*|mon|ma|mes|notre|nos|mis?)\s+\p{L}{3,}/iu,
  'a thing':
    /\b(?:want|need|like|get|have|buy|book|find|looking for|order|reserve|möchte|brauche|voudrais|quiero|quisiera)\s+(?:to \p{L}+ )?(?:an?|some|any|ein\p{L}*|une?|un[ao]?|\d+|two|three|four)\b/iu,
  'offer asked':
    /\b(?:do (?:you|u|ya) (?:have|offer|do|sell|take|accept|ship|deliver|provide|allow|rent|make|work|support|guys have)|(?:is|are) there (?:a|an|any)|what (?:kind|sort|types?) of|which \p{L}+ (?:do|can|are|would)|how much (?:is|are|does|do|for|would)|habt ihr|haben sie|gibt es|avez-vous|vous avez|y a-t-il|tienen|hay)\b/iu,
  'had already':
    /\b(?:i(?:'ve| have)? (?:already )?(?:booked|ordered|paid|bought|received|got|made|reserved|sent|applied|requested|forgot|lost)|my (?:booking|reservation|order|account|card|payment|flight|bill|policy|transfer|room|bank|money|phone|password|parcel|package|ticket)|existing|last (?:month|week|night|bill|payment))\b/iu,
  'does not':
    /\b(?:can'?t|cannot|won'?t|doesn'?t|don'?t|didn'?t|isn'?t|wasn'?t|hasn'?t|not) (?:\p{L}+ )?(?:work|working|find|see|open|log|access|get|arrive|arrived|come|received|load|accepted|showing|let|use|connect)\b/iu,
  'change asked':
    /\b(?:cancel|change|move|modify|amend|extend|update|reset|close|freeze|block|unblock|transfer|reschedule|remove|delete|correct|resend|activate|report|check|refund|stornieren|ändern|annuler|modifier|cambiar|cancelar) (?:my|the|it|this|that|a|an|an?other|your|our|mein\p{L}*|ma|mon|mi)\b/iu,
  'count first':
    /^\W*(?:(?:yes|yeah|ok|okay|and|also|add|just|please|i want|i need|give me|get me|i'?ll (?:have|take))[ ,]*)*(?:\d{1,2}|one|two|three|four|five|six|a) \p{L}{3,}/iu,
  'thanks first':
    /^\W*(?:(?:ok|okay|oh|great|alright|yes|no|super|perfect|cool|nice|all right)[ ,.!]*)*(?:thanks|thank you|thank u|thx|ty|cheers|ta|danke|merci|gracias)\b/iu,
  'thanks for help':
    /\b(?:thanks|thank you|thank u|thx)\b.{0,30}\b(?:help|info|information|answer|reply|time|assist\p{L}*|support|clarif\p{L}*)\b|\b(?:bye|goodbye|have a (?:nice|good|great|lovely) (?:day|one|evening|weekend|night)|see you|take care)\b/iu,
  'answer first': /^\W*(?:yes|yeah|yep|no|nope|nah|ok|okay|sure|right|correct|ja|nein|oui|non|sí)\b/iu,
  'greeting first': /^\W*(?:hi+|hello|hey+|good (?:morning|afternoon|evening|day)|hallo|guten|bonjour|salut|hola|buen[oa]s)\b/iu,
  'clip talk':
    /\b(?:songs?|videos?|clips?|views?|comments?|watch(?:ing|ed)?|listen(?:ing|ed)?|lyrics|singer|dance|dancing|movie|episode|channel|youtube|20\d\d)\b/iu,
  'knowledge asked':
    /\b(?:weather|temperature|rain|snow|capital|joke|riddle|meaning|mean|spell|translate|convert|timer|alarm|calendar|reminder|recipe|president|world|planet|country|birthday|hobb\p{L}+|robot|human|bot|name is|your name|old are you|where (?:are|do) you (?:from|live))\b/iu,
  'opinion on past':
    /\b(?:was|were|had|came|tasted|felt|looked|seemed|ordered|went|visited|bought|tried)\b.{0,40}\b(?:very|so|too|really|just|quite|pretty|extremely|super)\b/iu,
  'would again': /\b(?:will|would|'ll|definitely|can't wait to|be|going|go|come) (?:\p{L}+ ){0,2}(?:back|return|again)\b/iu,
  'never again':
    /\b(?:never|not|won'?t|wouldn'?t|don'?t) (?:\p{L}+ ){0,4}(?:again|back|return|recommend|bother|buy|waste|worth|impressed|happy|satisfied|good|great|work|worked)\b/iu,
  'reader told':
    /\b(?:don'?t (?:buy|waste|go|bother)|avoid|beware|stay away|steer clear|save your|skip|go elsewhere|think twice|do not buy)\b/iu,
  'reader asked to act':
    /\b(?:click|subscribe|sub|check (?:out|my)|visit|follow|txt|text \p{Lu}+|call (?:now|0\d)|reply (?:yes|stop)|vote|share|like (?:this|if)|dm (?:me|us)|join|whatsapp me|watch my|help me (?:get|reach))\b/iu,
};

export const CUE_NAMES = [
  ...Object.keys(LEXICA).flatMap((name) => [name, `${name} share`]),
  'good denied',
  'bad denied',
  'net good',
  'net bad',
  'opens with good',
  'opens with bad',
  'asks',
  'question mark',
  'exclamation',
  'shouting',
  'link',
  'price',
  'long number',
  'short',
  'long',
  'wordless',
  'positive emoji',
  'negative emoji',
  'mine',
  'yours',
  'was',
  ...Object.keys(SHAPES),
] as const;

const level = (count: number): number => Math.min(1, count / 3);

/** A handful of properties of the raw message between 0 and 1, in the order of CUE_NAMES. */
export function readIntentCues(text: string): number[] {
  const plain = stripHandles(text);
  const words = tokenize(plain);
  const roots = words.map(stem);
  const total = Math.max(1, words.length);
  const counts = Object.values(LEXICA).map((lexicon) => roots.filter((root) => lexicon.has(root)).length);
  const denied = (lexicon: Set<string>): number =>
    roots.filter((root, at) => lexicon.has(root) && roots.slice(Math.max(0, at - 3), at).some((before) => NEGATION.has(before)))
      .length;
  const leanings = roots.map((root, at) => {
    const leaning = Number(LEXICA.good.has(root)) - Number(LEXICA.bad.has(root));
    return roots.slice(Math.max(0, at - 3), at).some((before) => NEGATION.has(before)) ? -leaning : leaning;
  });
  const net = leanings.reduce((sum, leaning) => sum + leaning, 0);
  const firstLeaning = leanings.find((leaning) => leaning !== 0) ?? 0;
  const letters = plain.match(/\p{L}/gu)?.length ?? 0;
  const capitals = plain.match(/\p{Lu}/gu)?.length ?? 0;
  return [
    ...counts.flatMap((count) => [level(count), count / total]),
    level(denied(LEXICA.good)),
    level(denied(LEXICA.bad)),
    level(Math.max(0, net)),
    level(Math.max(0, -net)),
    Number(firstLeaning > 0),
    Number(firstLeaning < 0),
    Number(ASKS_WAY.test(text)),
    Number(/[?？]/.test(text)),
    level(text.match(/!/g)?.length ?? 0),
    Number(letters > 8 && capitals / letters > 0.4),
    Number(countLinks(text) > 0),
    Number(PRICE.test(text)),
    Number(/\d{5,}/.test(text)),
    Number(words.length <= 3),
    Number(words.length > 25),
    Number(words.length === 0),
    Number(POSITIVE_EMOJI.test(text)),
    Number(NEGATIVE_EMOJI.test(text)),
    Number(/\b(?:i|my|me|we|our|us|ich|mein|meine|wir|je|mon|ma|nous|mi|mis)\b/i.test(text)),
    Number(/\b(?:you|your|ur|u|ihr|sie|vous|votre|usted|ustedes)\b/i.test(text)),
    Number(/\b(?:was|were|had|did|been|war|waren|hatte|était|fue|era)\b/i.test(text)),
    ...Object.values(SHAPES).map((shape) => Number(shape.test(plain))),
  ];
}
