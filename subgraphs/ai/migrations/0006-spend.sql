alter table ai_settings
  add column monthly_budget_usd double precision check (monthly_budget_usd >= 0);

-- What a tenant spent on models in a calendar month (UTC), in billionths of a dollar: whole numbers, so that sums are exact. The row
-- is what concurrent calls of all processes meet in.
create table spend_month (
  month date primary key,
  spent bigint not null default 0 check (spent >= 0),
  -- put aside for calls that are about to go out or under way
  reserved bigint not null default 0 check (reserved >= 0),
  -- the budget at which a call could not be paid; a larger budget makes it void
  exhausted_at bigint,
  -- of which stage the team was told, and at which budget
  told_stage text not null default 'NORMAL' check (told_stage in ('NORMAL', 'WARNING', 'CHEAPER_MODELS', 'CACHE_AND_REVIEW_ONLY')),
  told_at bigint
);

-- One row for each call of a vendor's model. Numbers and ids alone: nothing of a person stands here.
create table model_call (
  id uuid primary key,
  month date not null,
  -- RESERVED: it did not go out yet. SENT: it may have been billed. ABANDONED: nobody came back to say, so it counts at its most.
  state text not null check (state in ('RESERVED', 'SENT', 'SETTLED', 'ABANDONED')),
  provider text not null,
  model text not null,
  work text not null check (work in ('INTENT_CLASSIFIER', 'REPLY_GENERATOR', 'EMBEDDING')),
  run_id uuid,
  conversation_id uuid,
  intent text,
  reserved bigint not null check (reserved >= 0),
  cost bigint check (cost >= 0),
  input_tokens int not null default 0,
  output_tokens int not null default 0,
  failed boolean not null default false,
  at timestamptz not null
);
create index model_call_by_time on model_call (at);
create index model_call_by_run on model_call (run_id) where run_id is not null;
create index model_call_open on model_call (at) where state in ('RESERVED', 'SENT');
