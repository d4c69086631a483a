-- which account of the CRM it is, by the CRM's own number: external ids mean something else in another; null where the CRM does not say
alter table crm_connection add column account_id text;
