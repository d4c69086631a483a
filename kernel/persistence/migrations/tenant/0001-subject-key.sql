-- One key a person, wrapped by the tenant's key: dropping the row makes everything about the person unreadable.
create table subject_key (
  subject_id uuid primary key,
  wrapped bytea not null,
  created_at timestamptz not null default now()
);
