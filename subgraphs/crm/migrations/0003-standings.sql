-- what the CRM's own people last made of the lead, and when we looked; null before the first look
alter table crm_link
  add column standing text check (standing in ('OPEN', 'CUSTOMER', 'CONVERTED', 'LOST')),
  add column looked_at timestamptz(3);
create index crm_link_to_look_at on crm_link (connection_id, looked_at nulls first) where external_id is not null;
