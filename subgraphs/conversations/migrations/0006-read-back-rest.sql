-- Where a reading back that was cut short goes on, as the platform or its adapter says it, and the moment up to which it covers all.
alter table channel_health add column read_back_rest text;
alter table channel_health add column read_back_rest_until timestamptz;
