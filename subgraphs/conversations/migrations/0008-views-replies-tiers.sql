-- What the leads say of the person; null: no score yet, or COLD from its first one on.
alter table contact add column tier text check (tier in ('HOT', 'WARM', 'COLD'));
-- the lead's, so that an older event changes nothing
alter table contact add column tier_version int not null default 0;
update contact set tier = 'HOT' where hot;
alter table contact drop column hot;
create index contact_by_tier on contact (tier) where tier is not null;

-- Filters that a member keeps under a name.
create table conversation_view (
  id uuid primary key,
  owner_id text not null,
  name text not null,
  shared boolean not null,
  filter jsonb not null,
  created_at timestamptz not null
);
create index conversation_view_of on conversation_view (owner_id);

-- Texts that a team answers with again and again.
create table canned_reply (
  id uuid primary key,
  name text not null,
  text text not null,
  updated_at timestamptz not null
);
create unique index canned_reply_name on canned_reply (lower(name));

-- Which messages from before 0007 are still to be found by their words: those after `done` up to `last`. No row: none.
create table search_backfill (
  one boolean primary key default true check (one),
  done uuid not null,
  last uuid not null
);
insert into search_backfill (done, last)
select '00000000-0000-0000-0000-000000000000', m.id from message m order by m.id desc limit 1;
