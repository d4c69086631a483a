alter table crm_connection drop constraint crm_connection_kind_check;
alter table crm_connection add constraint crm_connection_kind_check check (kind in ('SALESFORCE', 'HUBSPOT'));
-- what the latest comparison found: counts and ids of leads, and where a run that its time ended is to go on
alter table crm_connection add column last_reconciliation jsonb;
-- a comparison goes through a connection's links page by page
create index crm_link_of_connection_by_id on crm_link (connection_id, id);
