alter table channel drop constraint channel_platform_check;
alter table channel add check (platform in ('FACEBOOK', 'INSTAGRAM', 'X', 'LINKEDIN'));
alter table contact drop constraint contact_platform_check;
alter table contact add check (platform in ('FACEBOOK', 'INSTAGRAM', 'X', 'LINKEDIN'));
alter table conversation drop constraint conversation_platform_check;
alter table conversation add check (platform in ('FACEBOOK', 'INSTAGRAM', 'X', 'LINKEDIN'));
