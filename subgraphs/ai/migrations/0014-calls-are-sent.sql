-- Putting money aside for a call and marking it as sent are one statement now: nothing is only reserved any more.
with gone as (
  delete from model_call where state = 'RESERVED' returning month, reserved
), ended as (
  select month, sum(reserved) as reserved from gone group by month
)
update spend_month m set reserved = m.reserved - ended.reserved from ended where m.month = ended.month;

alter table model_call drop constraint model_call_state_check,
  add constraint model_call_state_check check (state in ('SENT', 'SETTLED', 'ABANDONED'));
drop index model_call_open;
create index model_call_open on model_call (at) where state = 'SENT';
