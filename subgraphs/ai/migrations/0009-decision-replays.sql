-- A proposal (persona, threshold, target error, knowledge; other models for an operator) replayed against decided messages.
create table decision_replay (
  id uuid primary key,
  status text not null check (status in ('RUNNING', 'DONE', 'FAILED')),
  -- the tenant's own words and documents: nothing of a person
  proposal jsonb not null,
  -- of the settings as they would be, and of each change of the knowledge: a change that has to pass is looked up by it
  settings_hash text,
  change_hashes text[] not null default '{}',
  -- how many decisions were asked for; those with texts that can still be read are the items
  last int not null check (last > 0),
  max_error_rate double precision,
  max_cost bigint not null check (max_cost >= 0),
  estimate bigint not null check (estimate >= 0),
  -- put aside for calls under way, or for ever where nobody came back to say; and settled. Billionths of a dollar
  reserved bigint not null default 0 check (reserved >= 0),
  spent bigint not null default 0 check (spent >= 0),
  -- only the process that began it has the models that it asks: it ends with that process
  is_foreground boolean not null default false,
  lease_until timestamptz,
  -- the numbers of the whole, once it is done
  report jsonb,
  passes boolean,
  failure text,
  started_by text not null,
  started_at timestamptz not null,
  ended_at timestamptz
);
create index decision_replay_by_time on decision_replay (started_at desc, id desc);
-- one at a time: each may cost money
create unique index decision_replay_open on decision_replay (status) where status = 'RUNNING';

create table decision_replay_item (
  id uuid primary key,
  replay_id uuid not null references decision_replay (id) on delete cascade,
  ordinal int not null,
  run_id uuid not null,
  contact_id uuid not null,
  -- null until it was made again; numbers and kinds alone
  result jsonb,
  -- the new draft, sealed under the contact's key; emptied with the run's texts
  draft_text bytea,
  unique (replay_id, ordinal)
);
create index decision_replay_item_by_run on decision_replay_item (run_id);

-- what replays cost is told apart from what messages do
alter table model_call
  drop constraint model_call_work_check,
  add constraint model_call_work_check check (work in ('INTENT_CLASSIFIER', 'REPLY_GENERATOR', 'EMBEDDING', 'DECISION_REPLAY'));

alter table ai_settings
  -- what changes how replies come out has to have passed a replay of the last day
  add column require_replay boolean not null default false,
  add column replay_max_error_rate double precision not null default 0.1 check (replay_max_error_rate > 0 and replay_max_error_rate < 1),
  add column replay_decisions int not null default 100 check (replay_decisions between 1 and 1000);
