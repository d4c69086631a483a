-- When a tenant's inbox has something that ends by the clock, so that one look finds the tenants that have, of all there are.
create table platform.inbox_due (
  tenant text not null,
  due_at timestamptz not null,
  primary key (tenant, due_at)
);
create index inbox_due_at on platform.inbox_due (due_at);
grant select, insert, delete on platform.inbox_due to parley_platform;
