-- when the channel is looked at next; null: at once
alter table platform.channel_account add column next_check_at timestamptz;
create index channel_account_check on platform.channel_account (next_check_at nulls first) where connected;
