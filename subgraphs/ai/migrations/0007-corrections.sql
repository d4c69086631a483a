-- What a member said of a run: what the message was, and which passage answers it. One row a run; the last word counts.
create table correction (
  run_id uuid primary key references run (id) on delete cascade,
  message_id uuid not null,
  contact_id uuid not null,
  -- null where only the passage was said
  intent text check (intent in ('SALES', 'SUPPORT', 'COMPLAINT', 'PRAISE', 'GENERAL', 'SPAM')),
  -- what the classifier had said
  found_intent text,
  passage_id uuid,
  -- sealed under the contact's key; emptied with the run's texts
  text bytea,
  corrected_by text not null,
  corrected_at timestamptz not null
);
create index correction_by_message on correction (message_id);
create index correction_by_time on correction (corrected_at desc);

-- Rises with whatever changes what is learned: what a process holds in memory is compared with it.
create table learning_state (
  id int primary key default 1 check (id = 1),
  version int not null,
  changed_at timestamptz not null
);

alter table review
  -- share of the words that the reviewer changed; null where nothing was approved
  add column edit_distance double precision check (edit_distance between 0 and 1);
