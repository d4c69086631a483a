alter table run
  -- what the head read of the draft, numbers only, so that a tenant's own head can be learned and decisions can be scored by another
  add column features jsonb,
  add column channel text,
  -- the head that scored it: the version of the gate that took it into use; null for the one that is shipped
  add column head_version int;
