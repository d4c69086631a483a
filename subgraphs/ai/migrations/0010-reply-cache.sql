alter table ai_settings
  -- how long a reply may be used again; 0: never
  add column reply_cache_minutes int not null default 60 check (reply_cache_minutes between 0 and 1440);

-- Replies of paid models that may answer the next one who asks the same. Nothing in clear but ids, hashes and numbers.
create table cached_reply (
  -- keyed hash of the normalised question
  key bytea primary key,
  -- the run whose reply it is
  run_id uuid not null,
  message_id uuid not null,
  contact_id uuid not null,
  -- keyed hash of persona, language, prompt and embedding: a reply of another scope is none
  scope bytea not null,
  -- sealed under the tenant's key: it was made without anything of a contact. Null: a person changed or rejected it
  reply bytea,
  -- sealed under the key of the contact who asked: words and vector
  question bytea,
  -- what it stands on, in the order of use, and the documents of these
  passages uuid[] not null,
  documents uuid[] not null,
  -- the newest passage when it was made: one that came later may answer better
  newest_passage uuid,
  -- in billionths of a dollar
  cost bigint not null check (cost >= 0),
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index cached_reply_alike on cached_reply (scope, (passages[1]));
create index cached_reply_expiry on cached_reply (expires_at);
create index cached_reply_by_message on cached_reply (message_id);

-- A reply to a like question beside the model's own: what the likeness from which replies are shared is learned from.
create table reply_comparison (
  run_id uuid primary key,
  -- what the likeness was measured with; two measures are not comparable
  measure text not null,
  similarity double precision not null,
  -- null: a person has not decided yet
  agreed boolean,
  at timestamptz not null
);
create index reply_comparison_by_time on reply_comparison (measure, at desc);

create table reply_likeness (
  measure text primary key,
  -- null: no likeness is shown to be enough
  threshold double precision,
  comparisons int not null default 0,
  disagreed int not null default 0,
  -- how often it was derived, each at a larger number of comparisons
  looks int not null default 0,
  error_upper double precision,
  derived_at timestamptz not null
);

alter table run
  -- the cached reply that it filled or was answered by
  add column cached_reply_key bytea,
  add column cache_hit text check (cache_hit in ('EXACT', 'SIMILAR')),
  -- what the reply from the cache had cost, in billionths of a dollar
  add column cache_saved bigint check (cache_saved >= 0);
