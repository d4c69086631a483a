-- What a team does with a conversation beside answering it.
alter table conversation add column assignee_id text;
alter table conversation add column labels text[] not null default '{}';
-- meant only while the status is SNOOZED: whatever sets another one leaves them behind
alter table conversation add column snoozed_until timestamptz;
alter table conversation add column snoozed_from text check (snoozed_from in ('OPEN', 'WAITING_FOR_REVIEW', 'WAITING_FOR_CUSTOMER', 'CLOSED'));
alter table conversation drop constraint conversation_status_check;
alter table conversation add check (status in ('OPEN', 'WAITING_FOR_REVIEW', 'WAITING_FOR_CUSTOMER', 'SNOOZED', 'CLOSED'));
create index conversation_snoozed on conversation (snoozed_until) where status = 'SNOOZED';
create index conversation_assigned on conversation (assignee_id, last_message_at desc, id desc) where assignee_id is not null;
-- most have none, and every message writes its conversation's row
create index conversation_labelled on conversation using gin (labels) where labels <> '{}';

create table conversation_note (
  id uuid primary key,
  conversation_id uuid not null references conversation (id),
  channel_id uuid not null,
  author_id text not null,
  -- sealed under the contact's key: it says something about that person
  text bytea not null,
  created_at timestamptz not null
);
create index conversation_note_of on conversation_note (conversation_id, id);
create index conversation_note_by_age on conversation_note (channel_id, id);

-- Who looks at a conversation, each for as long as was said last.
create table conversation_viewer (
  conversation_id uuid not null references conversation (id),
  member_id text not null,
  until timestamptz not null,
  primary key (conversation_id, member_id)
);
create index conversation_viewer_end on conversation_viewer (until);

-- The stems of a message's words, hashed with the tenant's key. They go with the person's key, whoever drops that.
create table message_search (
  contact_id uuid not null references subject_key (subject_id) on delete cascade,
  message_id uuid not null,
  stems tsvector not null,
  primary key (contact_id, message_id)
);
create index message_search_stems on message_search using gin (stems);
