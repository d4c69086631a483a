create table role (
  id uuid primary key,
  name text not null,
  built_in boolean not null,
  -- null for a built-in role: what those allow stands in the code, so that a new scope reaches every tenant
  scopes text[],
  created_at timestamptz(3) not null,
  check (built_in = (scopes is null))
);
create unique index role_name on role (lower(name));

create table member (
  id uuid primary key,
  -- keyed hashes: the subject that tokens name, and the e-mail address
  subject_hash bytea not null unique,
  email_hash bytea not null unique,
  email bytea not null,
  display_name bytea not null,
  role_id uuid not null references role (id),
  disabled_at timestamptz(3),
  created_at timestamptz(3) not null
);
create index member_role on member (role_id);
