-- There while no model answers: the team is told once, and once more when one does again.
create table model_outage (
  id int primary key default 1 check (id = 1),
  since timestamptz not null
);
