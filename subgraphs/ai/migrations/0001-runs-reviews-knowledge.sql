-- Columns of type bytea are sealed under the contact's key: nothing of a person stands here in clear.

create table run (
  id uuid primary key,
  -- a redelivered message finds the run that its first delivery began
  message_id uuid not null unique,
  conversation_id uuid not null,
  contact_id uuid not null,
  lane text not null check (lane in ('FAST', 'STANDARD')),
  status text not null check (status in
    ('RUNNING', 'AUTO_REPLIED', 'IN_REVIEW', 'REPLIED_AFTER_REVIEW', 'REJECTED', 'SUPERSEDED', 'NO_REPLY', 'FAILED')),
  revision int not null check (revision > 0),
  intent text check (intent in ('SALES', 'SUPPORT', 'COMPLAINT', 'PRAISE', 'GENERAL', 'SPAM')),
  intent_confidence double precision,
  language text,
  confidence double precision,
  threshold double precision,
  analysis bytea,
  draft_text bytea,
  -- the passages as they read when the draft was made: the knowledge may change afterwards
  sources jsonb not null default '[]',
  steps jsonb not null default '[]',
  step_texts bytea,
  cost_usd double precision not null default 0,
  latency_ms int,
  reply_id uuid,
  created_at timestamptz not null
);
create index run_by_time on run (created_at desc, id desc);
create index run_by_conversation on run (conversation_id, created_at desc, id desc);
create index run_by_status on run (status, created_at desc, id desc);
-- which runs stood on a document
create index run_by_source on run using gin (sources jsonb_path_ops);
create index run_by_intent on run (intent, created_at desc, id desc);

create table review (
  id uuid primary key,
  -- both are written by one flush, in an order that the unit of work chooses
  run_id uuid not null unique references run (id) deferrable initially deferred,
  conversation_id uuid not null,
  contact_id uuid not null,
  revision int not null check (revision > 0),
  status text not null check (status in ('PENDING', 'CLAIMED', 'SENDING', 'APPROVED', 'REJECTED', 'SUPERSEDED', 'EXPIRED')),
  reason text not null check (reason in ('LOW_CONFIDENCE', 'POLICY')),
  confidence double precision,
  -- larger is more urgent; it does not change while the review waits, unless the lead's tier does
  priority double precision not null,
  due_at timestamptz,
  claimed_by text,
  -- rises with every claim and never falls, so that a stale holder is recognised for ever
  claim_token int not null default 0,
  claim_expires_at timestamptz,
  -- kept when the platform refuses: a delivery that was uncertain may still turn out to have arrived
  decided_by text,
  decided_at timestamptz,
  decision_key text,
  final_text bytea,
  edited boolean not null default false,
  rejection_reason bytea,
  reply_id uuid,
  reply_message_id uuid,
  refusal_code text,
  refusal_message text,
  refused_at timestamptz,
  superseded_by_id uuid,
  created_at timestamptz not null,
  check ((status = 'CLAIMED') = (claimed_by is not null and claim_expires_at is not null))
);
create index review_by_urgency on review (priority desc, id desc);
create index review_by_status on review (status, priority desc, id desc);
create index review_by_reason on review (reason, priority desc, id desc);
create index review_by_holder on review (claimed_by, priority desc, id desc) where claimed_by is not null;
create index review_by_conversation on review (conversation_id, revision);
create index review_claim_end on review (claim_expires_at) where status = 'CLAIMED';
create index review_due on review (due_at) where status in ('PENDING', 'CLAIMED');

-- What this subgraph has seen of a conversation: the latest inbound message makes every older draft stale.
create table conversation_state (
  conversation_id uuid primary key,
  revision int not null default 0,
  tier text check (tier in ('HOT', 'WARM', 'COLD')),
  tier_version int not null default 0
);

-- Knowledge is the tenant's own publication and is not sealed.
create table knowledge_document (
  id uuid primary key,
  title text not null,
  source text,
  text text not null,
  language text not null,
  passage_count int not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index knowledge_document_by_time on knowledge_document (created_at desc, id desc);

create table knowledge_passage (
  id uuid primary key,
  document_id uuid not null references knowledge_document (id) on delete cascade,
  ordinal int not null,
  title text not null,
  text text not null,
  configuration regconfig not null,
  -- stems of the document's language and, beside them, the words as written: a question whose language was guessed wrong still finds them
  terms tsvector not null generated always as (
    setweight(to_tsvector(configuration, title), 'A') || setweight(to_tsvector(configuration, text), 'B') ||
    setweight(to_tsvector('simple'::regconfig, title), 'C') || setweight(to_tsvector('simple'::regconfig, text), 'D')
  ) stored,
  unique (document_id, ordinal)
);
create index knowledge_passage_terms on knowledge_passage using gin (terms);

create table ai_settings (
  id int primary key default 1 check (id = 1),
  auto_reply boolean not null,
  confidence_threshold double precision not null check (confidence_threshold between 0 and 1),
  thresholds jsonb not null default '{}',
  persona text not null,
  updated_at timestamptz not null
);
