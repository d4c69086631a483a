create table crm_connection (
  id uuid primary key,
  kind text not null check (kind in ('SALESFORCE')),
  display_name text not null,
  status text not null check (status in ('CONNECTED', 'DEGRADED', 'DISCONNECTED')),
  -- sealed under the tenant's key; null once a member disconnected it
  credentials bytea,
  field_mapping jsonb not null,
  last_error text,
  quota_used double precision check (quota_used between 0 and 1),
  -- of the call that made it: the same key again finds it
  connect_key text unique,
  created_at timestamptz(3) not null,
  check (credentials is not null or status = 'DISCONNECTED')
);
create index crm_connection_by_creation on crm_connection (created_at, id);

create table crm_link (
  id uuid primary key,
  connection_id uuid not null references crm_connection (id),
  lead_id uuid not null,
  contact_id uuid not null,
  conversation_id uuid not null,
  status text not null check (status in ('PENDING', 'SYNCED', 'FAILED', 'CONFLICT')),
  external_id text,
  url text,
  last_synced_at timestamptz(3),
  last_error text,
  -- the lead as the latest event told of it, so that it can be written again: the person's part sealed
  lead_version int not null,
  facts jsonb not null,
  contact bytea not null,
  -- of the resyncLead that wrote it last
  resync_key text,
  updated_at timestamptz(3) not null,
  unique (connection_id, lead_id),
  check (status <> 'SYNCED' or external_id is not null)
);
create index crm_link_by_update on crm_link (updated_at, id);
create index crm_link_by_status on crm_link (status, updated_at, id);
create index crm_link_of_lead on crm_link (lead_id);
create index crm_link_of_contact on crm_link (contact_id);
create index crm_link_of_connection on crm_link (connection_id, last_synced_at);

create table crm_activity (
  id uuid primary key,
  connection_id uuid not null references crm_connection (id),
  contact_id uuid not null,
  -- the message that it tells of: one activity a message, whichever delivery brings it
  message_id uuid not null,
  kind text not null,
  subject text not null,
  external_id text,
  -- sealed, and only while it waits to be written
  description bytea,
  at timestamptz(3) not null,
  unique (connection_id, message_id),
  check (num_nulls(external_id, description) = 1)
);
create index crm_activity_of_link on crm_activity (connection_id, contact_id, at, id);
create index crm_activity_waiting on crm_activity (connection_id, contact_id) where external_id is null;
