-- Tenants' data keys, wrapped by a key-encryption key of the installation.
create table platform.tenant_key (
  tenant text primary key,
  wrapped bytea not null,
  created_at timestamptz not null default now()
);
grant select on platform.tenant_key to parley_platform;
