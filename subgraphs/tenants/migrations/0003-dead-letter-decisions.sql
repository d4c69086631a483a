-- The dead letters themselves stand in the schema platform, where the event log keeps them.
create table dead_letter_replay (
  idempotency_key text primary key,
  matched int not null,
  replayed int not null,
  skipped int not null,
  replayed_at timestamptz(3) not null
);

create table dead_letter_discard (
  dead_letter_id uuid primary key,
  reason bytea not null,
  discarded_by text not null,
  discarded_at timestamptz(3) not null
);
