alter table ai_settings
  -- of the two that the tenant chooses between: with a target error, confidence_threshold is not in force
  add column target_error double precision check (target_error > 0 and target_error < 0.5),
  add column audit_share double precision not null default 0.05 check (audit_share between 0 and 1);

alter table run
  -- what the head said before calibration; null without a draft
  add column score double precision,
  add column calibrator_version int,
  -- drawn for review before anything about the message was known
  add column audited boolean not null default false,
  -- how likely it was that a person would be asked
  add column review_chance double precision,
  -- a decision about it tells the error of what goes out unseen: audited, or nothing went out unseen then
  add column counts_for_bound boolean not null default false,
  -- why it is never sent by the machine alone, kinds only
  add column held_back jsonb not null default '[]',
  -- model, prompt and embedding that the draft came from
  add column recipe text;

alter table review
  drop constraint review_reason_check,
  add constraint review_reason_check
    check (reason in ('LOW_CONFIDENCE', 'POLICY', 'PROVIDER_DOWN', 'BUDGET', 'SAMPLED', 'UNSAFE'));
-- what was decided since the gate was last derived
create index review_by_decision on review (decided_at) where decided_at is not null;

-- What decides whether a draft goes out unseen, derived from decisions: one state for each recipe that wrote drafts.
create table confidence_gate (
  id int primary key default 1 check (id = 1),
  gates jsonb not null default '{}',
  -- rises with every derivation
  version int not null default 0,
  -- passages of each document when the knowledge was last taken note of: not read on a message's path
  knowledge jsonb not null default '{}',
  derived_at timestamptz not null
);
