create table channel (
  id uuid primary key,
  platform text not null check (platform in ('FACEBOOK')),
  account_id text not null,
  display_name text not null,
  status text not null check (status in ('CONNECTED', 'DEGRADED', 'DISCONNECTED')),
  -- sealed under the tenant's key; null once disconnected by a member
  credentials bytea,
  last_inbound_at timestamptz,
  last_error text,
  connected_at timestamptz not null,
  connect_key text unique,
  unique (platform, account_id)
);

-- One person on one channel: a platform's user ids are scoped to the account.
create table contact (
  id uuid primary key,
  channel_id uuid not null references channel (id),
  platform text not null check (platform in ('FACEBOOK')),
  platform_user_hash bytea not null,
  platform_user_id bytea not null,
  display_name bytea,
  -- the lead is HOT: its next messages take the fast lane
  hot boolean not null default false,
  created_at timestamptz not null,
  unique (channel_id, platform_user_hash)
);
create index contact_by_user on contact (platform_user_hash);

create table conversation (
  id uuid primary key,
  channel_id uuid not null references channel (id),
  contact_id uuid not null unique references contact (id),
  platform text not null check (platform in ('FACEBOOK')),
  status text not null check (status in ('OPEN', 'WAITING_FOR_REVIEW', 'WAITING_FOR_CUSTOMER', 'CLOSED')),
  revision int not null,
  last_message_id uuid not null,
  last_message_at timestamptz not null,
  last_inbound_at timestamptz not null,
  reply_window_closes_at timestamptz,
  created_at timestamptz not null
) with (fillfactor = 80);
create index conversation_recent on conversation (last_message_at desc, id desc);
create index conversation_recent_by_status on conversation (status, last_message_at desc, id desc);

create table message (
  id uuid primary key,
  conversation_id uuid not null references conversation (id),
  channel_id uuid not null,
  contact_id uuid not null,
  direction text not null check (direction in ('INBOUND', 'OUTBOUND')),
  author_kind text not null check (author_kind in ('CONTACT', 'AI', 'MEMBER')),
  author_id text,
  text bytea not null,
  attachments bytea,
  attachment_kinds text[] not null default '{}',
  -- inbound only: what makes a repeated webhook change nothing
  platform_message_id text,
  idempotency_key text unique,
  sent_at timestamptz not null,
  unique (channel_id, platform_message_id)
);
create index message_in_conversation on message (conversation_id, sent_at desc, id desc);

-- What became of an outbound message. It has its message's id, which travels with the post as metadata and comes back in the echo.
create table delivery (
  id uuid primary key references message (id),
  conversation_id uuid not null references conversation (id),
  channel_id uuid not null,
  contact_id uuid not null,
  -- one approval is posted once
  reply_id uuid unique,
  run_id uuid,
  review_id uuid,
  member_id text,
  -- the conversation's revision that it answers
  revision int not null,
  status text not null check (status in ('PENDING', 'SENDING', 'SENT', 'DELIVERED', 'READ', 'FAILED', 'UNCERTAIN')),
  attempts int not null default 0,
  error text,
  platform_message_id text,
  first_started_at timestamptz,
  sending_started_at timestamptz,
  sent_at timestamptz,
  updated_at timestamptz not null,
  unique (channel_id, platform_message_id)
) with (fillfactor = 80);
create index delivery_awaiting_receipt on delivery (contact_id) where status in ('SENT', 'DELIVERED');
