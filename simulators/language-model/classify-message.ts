const CUES: readonly (readonly [string, RegExp, number])[] = [
  [
    'SPAM',
    /\b(?:crypto|bitcoin|forex|followers|casino|lottery|click here|earn \$|work from home|seo services|investment platform|whatsapp me at|gift card|winner|claim your|your prize|free prize|reply yes)\b/giu,
    3,
  ],
  [
    'COMPLAINT',
    /\b(?:disgrace|terrible|awful|worst|unacceptable|angry|furious|broken|never again|rude|scam|disappoint\p{L}*|money back|still waiting|nobody answers|beschwer\p{L}*|enttäuscht|unverschämt|inacceptable|déçue?|vergüenza)\b/giu,
    2,
  ],
  [
    'PRAISE',
    /\b(?:love|great|amazing|awesome|wonderful|fantastic|perfect|thank you so much|best|lovely|toll|großartig|super|merci beaucoup|magnifique|encanta|genial)\b/giu,
    1.4,
  ],
  [
    'SALES',
    /\b(?:buy|price|quote|offer|order|purchase|cost|how much|interested in|available|availability|in stock|discount|budget|book|rent|kaufen|preis|angebot|bestellen|kostet|acheter|devis|prix|comprar|precio|presupuesto|\d+ ?(?:€|eur|usd|\$|euros?|k))(?![\p{L}])/giu,
    1.3,
  ],
  [
    'SUPPORT',
    /\b(?:help|problem|issue|error|not work\p{L}*|doesn.t work|delivery|deliver|return|refund|repair|track\p{L}*|reset|password|cancel|invoice|hilfe|funktioniert|lieferung|versand|rückgabe|reparatur|aide|livraison|ayuda|envío|devolución)\b/giu,
    1.3,
  ],
  [
    'GENERAL',
    /\b(?:open|opening|hours|where|job|jobs|hiring|address|parking|hello|hi|hours|geöffnet|öffnungszeiten|wo|ouvert|horaires|abierto|dónde)\b/giu,
    1,
  ],
];

/** What a message wants, by its words. The intents are those of the schema that was asked for. */
export function classifyMessage(
  text: string,
  intents: readonly string[],
): { intent: string; confidence: number; runnerUp: number } {
  const scores = intents.map((intent) => {
    const [, cue, weight] = CUES.find(([name]) => name === intent) ?? [intent, /$^/g, 0];
    return { intent, score: (text.match(cue)?.length ?? 0) * weight + (intent === 'GENERAL' ? 0.3 : 0) };
  });
  // a question that also praises wants its answer
  const praise = scores.find((each) => each.intent === 'PRAISE');
  if (praise && text.includes('?')) praise.score /= 3;
  const ranked = scores.sort((a, b) => b.score - a.score);
  const exps = ranked.map((each) => Math.exp(1.6 * each.score));
  const total = exps.reduce((sum, each) => sum + each, 0);
  const share = (index: number): number => Math.round(((exps[index] ?? 0) / total) * 100) / 100;
  return { intent: ranked[0]?.intent ?? '', confidence: Math.min(0.97, share(0)), runnerUp: share(1) };
}
