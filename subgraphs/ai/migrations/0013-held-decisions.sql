alter table review
  -- until then whoever decided may take it back; null once it is final, or where nothing was held
  add column held_until timestamptz,
  -- since when nobody can take the decision back: what is learned counts from here
  add column final_at timestamptz,
  -- drafts that the reviewer asked for after the agents' own; what is learned is about the first
  add column redrafts int not null default 0;

update review set final_at = decided_at where decided_at is not null;
create index review_by_finality on review (final_at) where final_at is not null;
