-- Webhooks as they came, before anybody looked into them. A row is deleted once all its items are stored or dead-lettered.
create table platform.inbound_log (
  -- rises with time (uuid v7): the order of reading
  id uuid primary key,
  platform text not null,
  -- sealed under the platform's key at inbound_log:<id>
  body bytea not null,
  received_at timestamptz not null,
  -- set when a tenant's transaction failed, so that the rows behind it are read meanwhile
  retry_at timestamptz,
  attempts int not null default 0
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);

-- Whose a platform's account is. The primary key is what lets one tenant alone hold it.
create table platform.channel_account (
  platform text not null,
  account_id text not null,
  tenant text not null,
  channel_id uuid not null,
  -- false between the claim and the tenant's own row: nothing is routed to a channel that is not there yet
  connected boolean not null default false,
  claimed_at timestamptz not null default now(),
  primary key (platform, account_id)
);
create index channel_account_tenant on platform.channel_account (tenant);

grant select, insert, update, delete on platform.inbound_log, platform.channel_account to parley_platform;
