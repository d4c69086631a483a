-- How long what is said on the channel is kept; null: for ever.
alter table channel add column retention_hours int check (retention_hours > 0);
-- messages of the channel up to this id, and events of the tenant up to this position, were looked at: what is older is not looked at again
alter table channel add column expired_through uuid;
alter table channel add column expired_position bigint not null default 0;

-- when the text and the attachments were emptied
alter table message add column expired_at timestamptz;

-- names whose time to be forgotten is asked for
create index contact_named on contact (channel_id, profile_asked_at) where display_name is not null;
