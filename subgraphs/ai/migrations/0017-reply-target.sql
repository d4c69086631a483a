-- Within how many minutes a message should be answered: what insights measure replies against.
alter table ai_settings add column reply_target_minutes int not null default 60 check (reply_target_minutes between 1 and 10080);
