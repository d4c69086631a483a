import { asker } from './ask.js';
import { byId, say } from './element.js';
import { LeadList } from './lead-list.js';
import { goLive } from './live.js';
import { operationsFor, sessionQuery } from './operations.js';
import { ReviewList } from './review-list.js';
import { keepToken, readToken } from './token.js';
import { forgetNames, learnName } from './words.js';

const TICK_MS = 10_000;
const RETRY_MS = 5_000;
const ANNOUNCEMENT_MS = 8_000;

/** Ends what the last sign-in started. */
let leave = () => {};

function askForToken(problem) {
  leave();
  forgetNames();
  keepToken('');
  document.title = 'Parley';
  for (const id of ['work', 'account', 'live']) byId(id).hidden = true;
  say(byId('problem'), null);
  say(byId('tenant'), '');
  byId('sign-in').hidden = false;
  say(byId('sign-in-problem'), problem);
  byId('token').value = '';
  byId('token').focus();
}

/** From the session on: cursor first, then the lists, then the subscriptions after that cursor. Without gap, at every start over. */
function enter(token) {
  leave();
  const ask = asker(token);
  let stopLive = () => {};
  let retry;
  let lists = null;
  let left = false;
  const ticks = setInterval(() => {
    lists?.reviews.tick();
    lists?.leads.tick();
  }, TICK_MS);
  leave = () => {
    left = true;
    stopLive();
    clearInterval(ticks);
    clearTimeout(retry);
  };

  async function startOver() {
    stopLive();
    clearTimeout(retry);
    try {
      const { session } = await ask(sessionQuery);
      if (left) return;
      const operations = operationsFor(session.scopes);
      showSession(session);
      // a role that changed shows and hides other things
      if (lists?.scopes !== session.scopes.join()) lists = makeLists(session, operations, ask);
      await fill(lists, operations, ask);
      if (left) return;
      say(byId('problem'), null);
      stopLive = goLive({
        token,
        subscriptions: subscriptionsOf(operations, lists, session.eventCursor),
        onState: showLive,
        onRefused,
      });
    } catch (error) {
      if (!left) await onRefused(error);
    }
  }

  /** CURSOR_EXPIRED and everything that may pass: query again. A token that is turned away: sign in again. */
  async function onRefused(refusal) {
    if (left) return;
    stopLive();
    showLive(false);
    const turnedAway =
      refusal.code === 'UNAUTHENTICATED' && (await ask(sessionQuery).catch((error) => error)).code === 'UNAUTHENTICATED';
    if (left) return;
    if (turnedAway) return askForToken('You are signed out: the token has expired, or it is not valid here.');
    if (refusal.code !== 'CURSOR_EXPIRED') say(byId('problem'), `${refusal.message} This page keeps trying.`);
    clearTimeout(retry);
    retry = setTimeout(startOver, refusal.code === 'CURSOR_EXPIRED' ? 0 : RETRY_MS);
  }

  void startOver();
}

function makeLists(session, operations, ask) {
  const mutation = (name) => async (variables) => Object.values(await ask(operations[name], variables))[0];
  const act = operations.claim && {
    claim: mutation('claim'),
    renew: mutation('renew'),
    release: mutation('release'),
    approve: mutation('approve'),
    reject: mutation('reject'),
  };
  const reviews = new ReviewList({ me: session.member, act: act ?? null, announce });
  return { scopes: session.scopes.join(), reviews, leads: new LeadList({ announce }) };
}

async function fill({ reviews, leads }, operations, ask) {
  const more = byId('more-reviews');
  const showMore = ({ hasNextPage, endCursor }) => {
    more.hidden = !hasNextPage;
    more.onclick = async () => {
      const answer = await ask(operations.reviews, { after: endCursor }).catch((error) => announce(error.message));
      if (!answer) return;
      reviews.add(answer.reviews);
      showMore(answer.reviews.pageInfo);
    };
  };
  await Promise.all([
    operations.reviews &&
      ask(operations.reviews).then((answer) => {
        reviews.show(answer.reviews);
        showMore(answer.reviews.pageInfo);
      }),
    operations.leads && ask(operations.leads).then((answer) => leads.show(answer.leads.nodes)),
  ]);
}

function subscriptionsOf(operations, { reviews, leads }, after) {
  const all = [
    { query: operations.reviewChanged, onEvent: (event) => reviews.apply(event) },
    { query: operations.leadScored, onEvent: (event) => leads.scored(event) },
    {
      query: operations.conversationChanged,
      onEvent: ({ conversation }) => {
        if (!learnName(conversation.contact)) return;
        reviews.showNames();
        leads.showNameOf(conversation.contact.id);
      },
    },
    { query: operations.crmLinkChanged, onEvent: (event) => leads.linked(event) },
  ];
  return all.filter(({ query }) => query).map((subscription) => ({ ...subscription, after }));
}

function showSession({ tenant, member, roles, scopes }) {
  document.title = `${tenant.name} · Parley`;
  say(byId('tenant'), tenant.name);
  byId('member').textContent = `${member?.displayName ?? 'API key'} (${roles.join(', ')})`;
  byId('sign-in').hidden = true;
  byId('account').hidden = false;
  byId('work').hidden = false;
  byId('reviews').hidden = !scopes.includes('reviews:read');
  byId('leads').hidden = !scopes.includes('leads:read');
}

let forget;
function announce(sentence) {
  clearTimeout(forget);
  byId('announcement').textContent = sentence ?? '';
  forget = setTimeout(announce, ANNOUNCEMENT_MS);
}

function showLive(connected) {
  const live = byId('live');
  live.hidden = byId('work').hidden;
  live.classList.toggle('connected', connected);
  live.textContent = connected ? 'Live' : 'Reconnecting …';
}

byId('sign-in').addEventListener('submit', (event) => {
  event.preventDefault();
  const token = keepToken(byId('token').value);
  if (token) enter(token);
});
byId('sign-out').addEventListener('click', () => askForToken(''));
// a sign-in link that is opened in a tab where the page is already
addEventListener('hashchange', () => location.hash.includes('token=') && enter(readToken()));

const token = readToken();
if (token) enter(token);
else askForToken('');
