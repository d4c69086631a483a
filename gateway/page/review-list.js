import { byId, say } from './element.js';
import { isOpen, ReviewCard } from './review-card.js';
import { nameOf } from './words.js';

/** The reviews that wait, most urgent first. A card that is shown keeps its place: somebody may be about to press its button. */
export class ReviewList {
  #cards = new Map();
  #options;
  #announce;
  #total = 0;

  constructor({ me, act, announce }) {
    this.#announce = announce;
    this.#options = { me, act, onClosed: (sentence, card) => this.#remove(card, sentence) };
    byId('review-cards').replaceChildren();
  }

  /** A whole answer: what it does not name no longer waits. */
  show({ nodes, totalCount }) {
    const named = new Set(nodes.map(({ id }) => id));
    for (const card of [...this.#cards.values()]) if (!named.has(card.review.id)) this.#remove(card, '');
    this.add({ nodes, totalCount });
  }

  add({ nodes, totalCount }) {
    for (const review of nodes) this.#put(review);
    this.#total = Math.max(totalCount ?? 0, this.#cards.size);
    this.#count();
  }

  apply({ change, review }) {
    const known = this.#cards.has(review.id);
    if (!known && !isOpen(review)) return;
    this.#put(review);
    if (!known) this.#total += 1;
    this.#count();
    if (known) return;
    const name = nameOf(review.conversation?.contact);
    if (change === 'ADDED') this.#announce(`${name} waits for a reply.`);
    if (change === 'REFUSED') this.#announce(`The platform did not take the reply to ${name}.`);
  }

  showNames() {
    for (const card of this.#cards.values()) card.showName();
  }

  tick() {
    for (const card of this.#cards.values()) if (isOpen(card.review)) card.tick();
  }

  #put(review) {
    const known = this.#cards.get(review.id);
    if (known) return known.update(review);
    const card = new ReviewCard(review, this.#options);
    const less = [...this.#cards.values()].find((other) => other.review.priority < review.priority);
    this.#cards.set(review.id, card);
    if (less) less.node.before(card.node);
    else byId('review-cards').append(card.node);
  }

  #remove(card, sentence) {
    if (!this.#cards.delete(card.review.id)) return;
    const hadFocus = card.node.contains(document.activeElement);
    const next = card.node.nextElementSibling ?? card.node.previousElementSibling;
    card.node.remove();
    // a keyboard goes on with the next one instead of the top of the page
    if (hadFocus) (next ?? byId('reviews')).focus();
    if (sentence) this.#announce(`${nameOf(card.review.conversation?.contact)}: ${sentence}`);
    this.#total -= 1;
    this.#count();
  }

  #count() {
    // one that is decided may still show a text that somebody wanted to keep
    const waiting = this.#total - [...this.#cards.values()].filter(({ review }) => !isOpen(review)).length;
    say(byId('review-count'), waiting > 0 ? String(waiting) : '');
    byId('no-reviews').hidden = this.#cards.size > 0;
  }
}
