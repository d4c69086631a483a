create table platform.tenant (
  id text primary key check (id ~ '^[a-z0-9]{10}$'),
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,38}[a-z0-9]$'),
  name text not null,
  created_at timestamptz(3) not null,
  suspended_at timestamptz(3)
);
grant select, insert, update on platform.tenant to parley_platform;
