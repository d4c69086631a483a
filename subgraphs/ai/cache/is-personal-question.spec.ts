import { expect, it } from 'vitest';
import { entityAt } from '../agents/entity.ts';
import { isPersonalQuestion } from './is-personal-question.ts';

it.each([
  ['en', 'Where is my order?'],
  ['en', "Where's my parcel, it should have come on Monday"],
  ['en', 'I ordered a lamp last week, when will it come?'],
  ['en', "I've been charged twice"],
  ['en', 'Has the package been shipped?'],
  ['en', 'Has it shipped yet?'],
  ['en', 'When will it arrive?'],
  ['en', 'What is the status of order 48213?'],
  ['en', 'order number?'],
  ['en', 'Is #482 ready for collection?'],
  ['en', 'What about AB-20931X?'],
  ['en', 'Write to ana@example.com please, how much is delivery?'],
  ['en', 'Call me on +49 30 901820 about delivery'],
  ['en', "Hi, I'm Ana, how much is delivery?"],
  ['en', 'Ana here, how much is delivery?'],
  ['en', 'How much is delivery?\nAna Novak'],
  ['en', 'How much is delivery? Regards, Ana'],
  ['en', 'my name is ana, how much is delivery'],
  ['en', 'What do you know about me?'],
  ['en', 'How do I delete an account?'],
  ['en', 'I forgot the password'],
  ['en', 'How much is this?'],
  ['en', 'Can our table be repaired?'],
  ['en', 'Great work on the Oak desk, it came on day 3!'],
  ['en', 'The desk looks great but one never arrived'],
  ['de', 'Der Tisch kam gestern an, der Stuhl fehlt'],
  ['fr', 'La lampe est arrivée cassée'],
  ['es', 'La lámpara llegó ayer, ¿y la mesa?'],
  ['en', 'Do you have these shoes in blue?'],
  ['en', 'How much is that lamp?'],
  ['en', 'Price?'],
  ['en', 'How much?'],
  ['de', 'Gibt es diesen Tisch auch in Weiß?'],
  ['de', 'Was kostet das hier'],
  ['de', 'Preis?'],
  ['fr', 'Combien coûte cette lampe ?'],
  ['es', '¿Tienen esta lámpara en azul?'],
  ['de', 'Wo ist meine Bestellung?'],
  ['de', 'Wo bleibt das Paket?'],
  ['de', 'Ich habe letzte Woche bestellt, wann kommt es?'],
  ['de', 'Bestellnummer weiß ich nicht mehr, was tun?'],
  ['de', 'Ist es schon verschickt?'],
  ['de', 'Wie lösche ich das Konto?'],
  ['de', 'Ich heiße Ana, was kostet der Versand?'],
  ['de', 'Was kostet das?'],
  ['fr', 'Où est ma commande ?'],
  ['fr', 'Le colis est-il parti ?'],
  ['fr', "J'ai commandé une lampe, quand arrive-t-elle ?"],
  ['fr', "Je m'appelle Ana, combien coûte la livraison ?"],
  ['fr', 'Comment supprimer un compte ?'],
  ['es', '¿Dónde está mi pedido?'],
  ['es', '¿Ha llegado el paquete?'],
  ['es', 'He comprado una lámpara, ¿cuándo llega?'],
  ['es', 'Me llamo Ana, ¿cuánto cuesta el envío?'],
  ['es', 'No puedo iniciar sesión'],
  // nobody here knows how these speak of themselves
  ['it', 'Dove si trova il negozio?'],
  [null, 'price desk'],
])('%s: %j is personal', (language, text) => {
  expect(isPersonalQuestion(text, language, [])).toBe(true);
});

it.each([
  ['en', 'How much is the Oak desk?'],
  ['en', 'When would the Oak desk arrive if I order it today?'],
  ['en', 'Could you tell me the price of the Rowan lamp?'],
  ['en', 'How long does delivery take?'],
  ['en', 'Do you deliver on Saturdays?'],
  ['en', 'Are you open this Sunday?'],
  ['de', 'Habt ihr dieses Wochenende offen?'],
  ['en', 'Where is the shop?'],
  ['en', 'Is the Oak desk 120 cm wide?'],
  ['en', 'How do I return a lamp?'],
  ['en', 'What are your opening hours on 24 December?'],
  ['de', 'Was kostet der Versand nach Österreich?'],
  ['de', 'Wann habt ihr geöffnet?'],
  ['de', 'Wie lange dauert die Lieferung?'],
  ['fr', 'Combien coûte la livraison ?'],
  ['fr', 'Quels sont vos horaires ?'],
  ['es', '¿Cuánto cuesta el envío a Sevilla?'],
  ['es', '¿A qué hora abren?'],
])('%s: %j is anybody’s question', (language, text) => {
  expect(isPersonalQuestion(text, language, [])).toBe(false);
});

it('a fact of a person that only the model found makes it personal; a date or a quantity does not', () => {
  const text = 'How much for 4 lamps tomorrow, says Novak Ltd';
  const fact = (kind: 'company' | 'quantity') => entityAt(kind, text, 0, 3, 'x', 0.9);
  expect(isPersonalQuestion(text, 'en', [fact('quantity')])).toBe(false);
  expect(isPersonalQuestion(text, 'en', [fact('company')])).toBe(true);
});

it('an enormous text is judged at once', () => {
  const started = performance.now();
  isPersonalQuestion('we have just not been '.repeat(20), 'en', []);
  isPersonalQuestion('ich habe '.repeat(100), 'de', []);
  expect(performance.now() - started).toBeLessThan(1_000);
});
