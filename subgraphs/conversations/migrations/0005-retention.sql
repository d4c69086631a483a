-- How long what is said on the channel is kept; null: for ever.
alter table channel add column retention_hours int check (retention_hours > 0);
-- messages of the channel up to this id, and events of the tenant up to these positions, were looked at and are not looked at again
alter table channel add column expired_through uuid;
-- events that everybody has handled lose their person's part early
alter table channel add column settled_position bigint not null default 0;
-- the others when their time is over
alter table channel add column expired_position bigint not null default 0;

-- when the text and the attachments were emptied
alter table message add column expired_at timestamptz;

-- names whose time to be forgotten is asked for
create index contact_named on contact (channel_id, profile_asked_at) where display_name is not null;
