-- the tenant's own cuts between tiers; no row while it never changed any
create table lead_settings (
  id int primary key check (id = 1),
  hot_from_points smallint not null check (hot_from_points <= 100),
  warm_from_points smallint not null check (warm_from_points between 1 and hot_from_points - 1),
  hot_from_lift double precision not null,
  warm_from_lift double precision not null check (warm_from_lift > 0 and warm_from_lift < hot_from_lift),
  use_model boolean not null,
  updated_at timestamptz(3) not null
);

-- what was learned from leads that ended, one row each time; names of facts, weights and counts, nothing of a person
create table lead_model (
  version int primary key,
  state text not null check (state in ('READY', 'NO_BETTER')),
  learned_at timestamptz(3) not null,
  ended int not null,
  converted int not null,
  learned_from int not null,
  auc double precision not null,
  rules_auc double precision not null,
  calibration_error double precision not null,
  model jsonb not null
);

alter table lead
  add column ended_at timestamptz(3),
  -- what a CRM said of the person before they were our lead
  add column crm_history text check (crm_history in ('CUSTOMER'));
update lead set ended_at = updated_at where stage in ('CONVERTED', 'LOST');
create index lead_by_end on lead (ended_at) where stage in ('CONVERTED', 'LOST');

alter table lead_score
  -- what was known when it was scored, to learn from: names, counts and kinds; empty where older code recorded it
  add column facts jsonb not null default '{}',
  -- the model that made the points, the chance that it gave and how that is to the average; null where the rules made them
  add column model_version int,
  add column chance double precision,
  add column lift double precision,
  add check (num_nulls(model_version, chance, lift) in (0, 3));
update lead_score s set facts = jsonb_build_object('RULES', s.points)
  || coalesce((select jsonb_object_agg(signal ->> 'name', true) from jsonb_array_elements(s.signals) signal), '{}');
