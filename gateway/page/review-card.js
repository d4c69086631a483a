import { element, say } from './element.js';
import { messageThread } from './message-thread.js';
import {
  clockTime,
  dayAndTime,
  fromNow,
  languageName,
  nameOf,
  outcomeOf,
  percent,
  reasonOf,
  spoken,
  whatBecameOf,
} from './words.js';

export const isOpen = ({ status }) => status === 'PENDING' || status === 'CLAIMED';

/**
 * One review on the page. `act` sends mutations (null: this caller may only look), `onClosed(sentence)` is told when it no longer waits.
 * What somebody is typing is never overwritten by what arrives.
 */
export class ReviewCard {
  #act;
  #me;
  #onClosed;
  #review;
  /** The token of the claim that this page took itself. The same member's other window has another one, and only the newest decides. */
  #token = null;
  #leaseMs = 0;
  #shownDraft = '';
  #shownMessages = null;
  #touchedAt = 0;
  #renewedAt = 0;
  #busy = false;
  /** Kept until an approval is answered: sent again after a lost answer it decides once. */
  #key = null;
  #parts;

  constructor(review, { me, act, onClosed }) {
    this.#me = me;
    this.#act = act;
    this.#onClosed = onClosed;
    this.#parts = this.#build(review);
    this.update(review);
  }

  get node() {
    return this.#parts.node;
  }

  get review() {
    return this.#review;
  }

  get #isMine() {
    return this.#token !== null && this.#review.claim?.token === this.#token && this.#isClaimed;
  }

  get #isClaimed() {
    return this.#review.status === 'CLAIMED' && new Date(this.#review.claim?.expiresAt) > Date.now();
  }

  get #isEdited() {
    return this.#parts.text.value.trim() !== (this.#review.draftText ?? '').trim();
  }

  focus() {
    this.#parts.node.focus();
  }

  update(review) {
    this.#review = review;
    // the answer to what was just asked here says more than the event that ran ahead of it
    if (this.#busy && !isOpen(review)) return;
    const { text, facts, thread, refusal } = this.#parts;
    const draft = review.draftText ?? '';
    if (text.value === this.#shownDraft) text.value = draft;
    this.#shownDraft = draft;
    this.showName();
    facts.replaceChildren(...factsOf(review).map((fact) => element('li', {}, fact)));
    const messages = review.conversation?.messages.nodes.map((message) => message.id).join();
    if (messages !== this.#shownMessages) thread.replaceChildren(...messageThread(review.conversation));
    this.#shownMessages = messages;
    say(refusal, review.refusal && `${review.refusal.message} The reply was: “${review.refusal.text}”`);
    if (isOpen(review)) this.tick();
    else this.#close(whatBecameOf(review));
  }

  showName() {
    this.#parts.name.textContent = nameOf(this.#review.conversation?.contact);
  }

  /** Claims run out and times go by without any event. */
  tick() {
    const { text, claim, take, decide, waiting, approve } = this.#parts;
    const { by, expiresAt } = this.#review.claim ?? {};
    const mine = this.#isMine;
    const byMe = by?.id !== undefined && by.id === this.#me?.id;
    waiting.textContent = `${fromNow(this.#review.createdAt)}${this.#review.dueAt ? `, reply until ${dayAndTime(this.#review.dueAt)}` : ''}`;
    if (!this.#isClaimed) claim.textContent = this.#act ? 'Nobody has taken it.' : 'Waits for a reviewer.';
    else if (mine) claim.textContent = `You have it until ${clockTime(expiresAt)}; writing prolongs it.`;
    else if (byMe) claim.textContent = 'You have it in another window.';
    else claim.textContent = `${by?.displayName ?? 'Somebody'} has it until ${clockTime(expiresAt)}.`;
    text.readOnly = !mine;
    take.hidden = !this.#act || mine || (this.#isClaimed && !byMe);
    take.textContent = this.#isClaimed ? 'Take over here' : 'Claim';
    decide.hidden = !mine;
    if (!mine) this.#parts.rejection.hidden = true;
    approve.textContent = this.#isEdited ? 'Send edited reply' : 'Approve and send';
    for (const button of this.#parts.node.querySelectorAll('button')) button.disabled = this.#busy;
    if (mine && !this.#busy && this.#touchedAt > this.#renewedAt && new Date(expiresAt) - Date.now() < this.#leaseMs / 2)
      void this.#renew();
  }

  #build(review) {
    const id = `review-${review.id}`;
    const name = element('h2', { id: `${id}-name` });
    const waiting = element('p', { class: 'waiting' });
    const facts = element('ul', { class: 'facts', 'aria-label': 'About this review' });
    const thread = element('div', { class: 'thread' });
    const refusal = element('p', { class: 'problem', hidden: true });
    const text = element('textarea', {
      id: `${id}-text`,
      rows: 5,
      readonly: true,
      'aria-describedby': `${id}-claim`,
      oninput: () => this.#touch(),
    });
    const claim = element('p', { class: 'claim', id: `${id}-claim` });
    const problem = element('p', { class: 'problem', role: 'alert', hidden: true });
    const take = element('button', { type: 'button', class: 'primary', onclick: () => this.#claim() }, 'Claim');
    const approve = element('button', { type: 'button', class: 'primary', onclick: () => this.#approve() }, 'Approve and send');
    const reason = element('textarea', { id: `${id}-reason`, rows: 2, required: true, oninput: () => this.#touch() });
    const rejection = element(
      'form',
      { class: 'rejection', hidden: true, onsubmit: (event) => this.#reject(event) },
      element('label', { for: `${id}-reason` }, 'Why is nothing to be sent?'),
      reason,
      element('button', { type: 'submit', class: 'danger' }, 'Reject'),
    );
    const decide = element(
      'div',
      { class: 'actions', hidden: true },
      approve,
      element('button', { type: 'button', onclick: () => this.#openRejection() }, 'Reject …'),
      element('button', { type: 'button', class: 'quiet', onclick: () => this.#release() }, 'Release'),
    );
    const node = element(
      'article',
      { class: 'card', id, tabindex: -1, 'aria-labelledby': `${id}-name` },
      element('header', {}, name, waiting),
      facts,
      thread,
      refusal,
      element('label', { for: `${id}-text` }, review.draftText === null ? 'Reply (there is no draft)' : 'Reply'),
      text,
      claim,
      problem,
      element('div', { class: 'actions' }, take),
      decide,
      rejection,
    );
    return { node, name, waiting, facts, thread, refusal, text, claim, problem, take, approve, decide, rejection, reason };
  }

  #touch() {
    this.#touchedAt = Date.now();
    this.tick();
  }

  async #claim() {
    const result = await this.#do('claim', (id) => this.#act.claim({ id }));
    if (result?.__typename !== 'Review') return;
    this.#token = result.claim.token;
    this.#leaseMs = new Date(result.claim.expiresAt) - Date.now();
    this.#renewedAt = Date.now();
    this.update(result);
    this.#parts.text.focus();
  }

  async #renew() {
    this.#renewedAt = Date.now();
    const result = await this.#act.renew({ id: this.#review.id, token: this.#token }).catch(() => null);
    if (result?.__typename === 'Review') this.update(result);
    else if (result) this.#settle('renew', result);
  }

  #release() {
    return this.#do('release', (id) => this.#act.release({ id, token: this.#token }));
  }

  async #approve() {
    const text = this.#parts.text.value.trim();
    if (!text) return say(this.#parts.problem, 'Write the reply first.');
    this.#key ??= crypto.getRandomValues(new Uint32Array(4)).join('-');
    const result = await this.#do('approve', (id) =>
      this.#act.approve({ id, token: this.#token, text: this.#isEdited ? text : null, key: this.#key }),
    );
    if (result) this.#key = null;
  }

  async #reject(event) {
    event.preventDefault();
    const reason = this.#parts.reason.value.trim();
    if (!reason) return say(this.#parts.problem, 'Say why: it is what Parley learns from.');
    await this.#do('reject', (id) => this.#act.reject({ id, token: this.#token, reason }));
  }

  #openRejection() {
    const { rejection, reason } = this.#parts;
    rejection.hidden = !rejection.hidden;
    if (!rejection.hidden) reason.focus();
  }

  /** Answers the result, or null when there was none: then nothing is known to have changed, and the same can be asked again. */
  async #do(asked, call) {
    if (this.#busy) return null;
    this.#busy = true;
    say(this.#parts.problem, null);
    this.tick();
    try {
      const result = await call(this.#review.id);
      this.#busy = false;
      this.#settle(asked, result);
      return result;
    } catch (error) {
      this.#busy = false;
      if (isOpen(this.#review)) this.tick();
      else this.#close(whatBecameOf(this.#review));
      say(this.#parts.problem, error.message);
      return null;
    }
  }

  #settle(asked, result) {
    const sentence = outcomeOf(asked, result);
    const review = result.__typename === 'Review' ? result : result.review;
    if (review && !isOpen(review)) {
      // what was just decided here needs no second look at the text
      if (result.__typename === 'Review') this.#shownDraft = this.#parts.text.value;
      this.#review = review;
      return this.#close(sentence);
    }
    if (result.__typename !== 'Review') say(this.#parts.problem, sentence);
    if (review) this.update(review);
    else this.tick();
  }

  /** A text that somebody wrote and that went nowhere stays to be copied until it is dismissed. */
  #close(sentence) {
    const { text, problem, take, decide, rejection, claim, node } = this.#parts;
    if (this.#token === null || text.value === this.#shownDraft) return this.#onClosed(sentence, this);
    text.readOnly = true;
    for (const part of [take, decide, rejection, claim]) part.hidden = true;
    say(problem, `${sentence} Your text was not sent; copy what you need of it.`);
    if (node.querySelector('.dismiss')) return;
    node.append(element('button', { type: 'button', class: 'dismiss', onclick: () => this.#onClosed('', this) }, 'Dismiss'));
  }
}

function factsOf({ reason, confidence, run }) {
  return [
    reasonOf({ reason }),
    confidence !== null && `${percent(confidence)} sure`,
    run?.intent && spoken(run.intent),
    run?.language && languageName(run.language),
  ].filter(Boolean);
}
