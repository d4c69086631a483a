create table alert (
  id uuid primary key,
  severity text not null check (severity in ('INFO', 'WARNING', 'CRITICAL')),
  code text not null,
  title text not null,
  detail jsonb not null,
  raised_at timestamptz(3) not null,
  acknowledged_by uuid references member (id),
  acknowledged_at timestamptz(3),
  resolved_at timestamptz(3),
  check (num_nulls(acknowledged_by, acknowledged_at) in (0, 2))
);
create index alert_by_time on alert (raised_at, id);
create index alert_open on alert (raised_at, id) where acknowledged_at is null and resolved_at is null;
