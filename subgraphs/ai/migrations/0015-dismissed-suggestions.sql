-- Of the entities that a member named: the places of those that are no product of the tenant's, by the word of one who keeps the catalogue.
alter table correction add column dismissed_entities int[] not null default '{}';
