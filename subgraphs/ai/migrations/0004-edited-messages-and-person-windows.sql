-- an edited message is answered again: one run for each revision that it had
alter table run drop constraint run_message_id_key;
alter table run add unique (message_id, revision);

-- when a person may not answer any more either: platforms give a person longer than a machine, whose window is due_at
alter table review add column expires_at timestamptz;
update review set expires_at = due_at;
drop index review_due;
create index review_end on review (expires_at) where status in ('PENDING', 'CLAIMED');
