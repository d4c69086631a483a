create table lead (
  id uuid primary key,
  contact_id uuid not null unique,
  conversation_id uuid not null,
  platform text not null,
  -- the tier that is shown: the override's where a member set one
  tier text not null check (tier in ('HOT', 'WARM', 'COLD')),
  scored_tier text not null check (scored_tier in ('HOT', 'WARM', 'COLD')),
  points smallint not null check (points between 0 and 100),
  stage text not null check (stage in ('NEW', 'ENGAGED', 'QUALIFIED', 'CONVERTED', 'LOST')),
  latest_score_id uuid not null,
  override_tier text check (override_tier in ('HOT', 'WARM', 'COLD')),
  override_by text,
  override_reason bytea,
  override_at timestamptz(3),
  -- the contact as the events told of it: sealed, for the CRM alone
  display_name bytea,
  email bytea,
  phone bytea,
  company bytea,
  version int not null,
  scored_at timestamptz(3) not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  check (tier = coalesce(override_tier, scored_tier)),
  check (num_nulls(override_tier, override_by, override_reason, override_at) in (0, 4))
);
create index lead_by_update on lead (updated_at, id);
create index lead_by_creation on lead (created_at, id);
create index lead_by_points on lead (points, id);
create index lead_by_tier on lead (tier, updated_at, id);
create index lead_by_stage on lead (stage, updated_at, id);

create table lead_score (
  id uuid primary key,
  lead_id uuid not null references lead (id),
  -- a run scores once: this is what makes a score idempotent
  run_id uuid not null unique,
  conversation_id uuid not null,
  tier text not null check (tier in ('HOT', 'WARM', 'COLD')),
  previous_tier text check (previous_tier in ('HOT', 'WARM', 'COLD')),
  points smallint not null check (points between 0 and 100),
  signals jsonb not null,
  evidence bytea not null,
  scored_at timestamptz(3) not null
);
create index lead_score_of_lead on lead_score (lead_id, id);
create index lead_score_of_conversation on lead_score (conversation_id);

alter table lead add foreign key (latest_score_id) references lead_score (id);
