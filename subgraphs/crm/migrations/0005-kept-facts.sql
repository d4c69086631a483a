-- which facts about the person stay as people entered them, because the record was theirs before it became the lead's
alter table crm_link add column kept_facts text[] not null default '{}';
