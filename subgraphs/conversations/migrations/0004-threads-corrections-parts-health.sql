-- A conversation is a contact and a thread: null for direct messages, else a keyed hash of the public thread's id.
alter table conversation add column thread_hash bytea;
alter table conversation drop constraint conversation_contact_id_key;
alter table conversation add unique nulls not distinct (contact_id, thread_hash);
-- where the answer to the latest inbound message goes, sealed; null: to the person
alter table conversation add column reply_to bytea;

-- of the conversation, when it came in: tells the latest one, which an edit may bring back
alter table message add column revision int;
-- the platform's time of the latest edit that was applied: an older one changes nothing any more
alter table message add column corrected_at timestamptz;
-- where its own answer goes, sealed: the conversation's again when a later message is taken back
alter table message add column reply_to bytea;
-- taken back by the person: nothing of it is kept
alter table message add column retracted_at timestamptz;

-- What a person did to a message before the message itself came. Kept for two days at most.
create table early_correction (
  channel_id uuid not null references channel (id),
  platform_message_id text not null,
  -- sealed under the tenant's key, for whose it is is not known yet; null: taken back
  text bytea,
  at timestamptz not null,
  kept_until timestamptz not null,
  primary key (channel_id, platform_message_id)
);
create index early_correction_end on early_correction (kept_until);

-- A reply that the platform takes in several posts. Those before `part` are at the platform, `part` is the one under way.
alter table delivery add column parts int not null default 1 check (parts > 0);
alter table delivery add column part int not null default 0 check (part between 0 and parts - 1);
-- where it goes, sealed, as it stood when its first post began: it is read back there
alter table delivery add column reply_to bytea;

-- The second and later posts of a delivery; the first one is the delivery's own row.
create table delivery_part (
  -- travels with the post as metadata and comes back in the echo
  id uuid primary key,
  delivery_id uuid not null references delivery (id) on delete cascade,
  channel_id uuid not null,
  number int not null check (number > 0),
  platform_message_id text,
  unique (delivery_id, number),
  unique (channel_id, platform_message_id)
);

-- when the channel got its present credentials: a consent that was taken back before is another one
alter table channel add column credentials_at timestamptz;

-- What the heartbeat knows of a channel. Apart from the channel's own row, which every message touches.
create table channel_health (
  channel_id uuid primary key references channel (id),
  -- checks in a row that got no answer
  failed_checks int not null default 0,
  -- a check made the channel DEGRADED, and only a check makes it CONNECTED again
  degraded boolean not null default false,
  -- everything that came in before is known
  read_back_until timestamptz not null,
  -- when it was last asked for that; null: ask at once
  read_back_at timestamptz,
  -- the silences that are usual for it
  rhythm jsonb
);
