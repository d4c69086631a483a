-- The event log: events are written with the change that they tell of; a slot is (consumer, key), a job is one event waiting in a slot.
create table platform.event (
  seq bigint generated always as identity primary key,
  -- made by the publisher and part of the seal; nothing looks an event up by it, so it has no index
  id uuid not null,
  tenant text not null,
  type text not null,
  version smallint not null,
  key text not null,
  lane smallint not null,
  data jsonb not null,
  subject uuid,
  personal bytea,
  published_at timestamptz not null default clock_timestamp(),
  -- the event's number in its tenant's feed, given after the commit by the sequencer
  position bigint
);
create index event_unnumbered on platform.event (seq) where position is null;
create unique index event_feed on platform.event (tenant, position) where position is not null;
create index event_age on platform.event (published_at);

create table platform.feed_head (
  tenant text primary key,
  position bigint not null,
  -- events up to here are no longer kept
  trimmed_to bigint not null default 0
);

create table platform.slot (
  consumer text not null,
  key text not null,
  tenant text not null,
  lane smallint not null,
  pending int not null,
  -- when it may be claimed: now, after a retry's delay, or when its lease runs out
  ready_at timestamptz not null,
  tries int not null default 0,
  token bigint not null default 0,
  worker uuid,
  primary key (consumer, key)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);
create index slot_ready on platform.slot (consumer, lane, tenant, ready_at);
create index slot_worker on platform.slot (worker) where worker is not null;

create table platform.job (
  consumer text not null,
  key text not null,
  -- no foreign key: its check would lock and rewrite the event for each consumer; events that a job waits for are not trimmed
  seq bigint not null,
  primary key (consumer, key, seq)
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);
create index job_event on platform.job (seq);

create table platform.dead_letter (
  id uuid primary key,
  tenant text,
  consumer text not null,
  topic text not null,
  reason text not null,
  -- written by us, without anything of a person
  error text not null,
  attempts int not null,
  event_seq bigint references platform.event (seq),
  key text,
  -- what never became an event, sealed under the platform's key
  sealed_payload bytea,
  -- in milliseconds, as cursors are
  failed_at timestamptz(3) not null default clock_timestamp(),
  replayed_at timestamptz,
  discarded_at timestamptz
);
create index dead_letter_tenant on platform.dead_letter (tenant, failed_at desc);
create index dead_letter_event on platform.dead_letter (event_seq);

-- A lease's token never repeats, also when a slot is deleted and made again: a worker that wakes up late is told by it.
create sequence platform.lease_token cache 32;

-- Writes events and fans them out to their consumers, in the caller's transaction. p_routes names, per event (by its index), the
-- consumer and whether the caller's worker would handle it at once: a slot that is new is then born claimed, and returned.
-- Slots are locked before the events get their numbers, in one order, so the numbers of a key follow its commits.
create function platform.append_events(p_events jsonb, p_routes jsonb, p_worker uuid, p_lease interval)
returns table (event_index int, seq bigint, consumer text, token bigint, waiting boolean)
language plpgsql security definer set search_path = platform, pg_temp as $body$
#variable_conflict use_column
declare
  v_role text := current_setting('role');
  v_tenant text;
begin
  for v_tenant in select distinct e->>'tenant' from jsonb_array_elements(p_events) e loop
    if v_role <> 't_' || v_tenant then
      raise exception 'an event of another tenant was refused' using errcode = '42501';
    end if;
  end loop;

  return query
  with route as (
    select (r->>'e')::int as e, r->>'c' as consumer, (r->>'k')::boolean as keep
    from jsonb_array_elements(p_routes) r
  ), event as (
    select (x.ordinality - 1)::int as e, x.value as v from jsonb_array_elements(p_events) with ordinality x
  ), wanted as (
    select r.consumer, (ev.v->>'tenant') || ':' || (ev.v->>'key') as key, ev.v->>'tenant' as tenant,
           min((ev.v->>'lane')::smallint) as lane, count(*)::int as n, bool_and(r.keep) as keep
    from route r join event ev using (e) group by 1, 2, 3 order by 1, 2
  ), locked as (
    insert into slot as s (consumer, key, tenant, lane, pending, ready_at, tries, token, worker)
    select w.consumer, w.key, w.tenant, w.lane, w.n,
           case when w.keep then clock_timestamp() + p_lease else clock_timestamp() end,
           case when w.keep then 1 else 0 end,
           case when w.keep then nextval('lease_token') else 0 end,
           case when w.keep then p_worker end
    from wanted w
    on conflict on constraint slot_pkey do update
      set pending = s.pending + excluded.pending, lane = least(s.lane, excluded.lane)
    returning s.consumer, s.key, s.token, s.worker is null as is_free, (s.xmax = 0 and s.worker is not distinct from p_worker and s.worker is not null) as born_claimed
  ), barrier as (
    -- the events' numbers are drawn after every slot is locked
    select count(*) as n from locked
  ), written as (
    insert into event (id, tenant, type, version, key, lane, data, subject, personal)
    select (ev.v->>'id')::uuid, ev.v->>'tenant', ev.v->>'type', (ev.v->>'version')::smallint, ev.v->>'key', (ev.v->>'lane')::smallint,
           ev.v->'data', (ev.v->>'subject')::uuid, decode(ev.v->>'personal', 'base64')
    from event ev, barrier b where b.n >= 0 order by ev.e
    returning event.seq, event.id
  ), numbered as (
    select ev.e, w.seq, (ev.v->>'tenant') || ':' || (ev.v->>'key') as key from written w join event ev on (ev.v->>'id')::uuid = w.id
  ), queued as (
    insert into job (consumer, key, seq)
    select r.consumer, nu.key, nu.seq from route r join numbered nu using (e) order by nu.seq
    returning job.consumer, job.key, job.seq
  )
  select nu.e, q.seq, q.consumer, case when l.born_claimed then l.token end, l.is_free
  from queued q join numbered nu on nu.seq = q.seq join locked l on l.consumer = q.consumer and l.key = q.key;
end $body$;

-- Marks one delivery handled, in the transaction of its effect. Raises when the lease was lost. Answers the key's next event, whose
-- delivery the worker goes on with under the same lease.
create function platform.settle_delivery(p_consumer text, p_key text, p_token bigint, p_seq bigint, p_lease interval)
returns table (seq bigint)
language plpgsql security definer set search_path = platform, pg_temp as $body$
#variable_conflict use_column
declare
  v_role text := current_setting('role');
  v_pending int;
begin
  if v_role <> 'none' and v_role not in ('parley_platform', 'parley_owner') and split_part(p_key, ':', 1) <> substr(v_role, 3) then
    raise exception 'a delivery of another tenant was refused' using errcode = '42501';
  end if;
  -- The disk is not waited for: a settling that a crash of the database takes back was built on by nobody, and its delivery comes again. What
  -- builds on it waits for the disk, and with it for everything written before: the numbering of its events, the mark before a post.
  perform set_config('synchronous_commit', 'off', true);
  update slot s set pending = s.pending - 1, tries = 1, ready_at = clock_timestamp() + p_lease
  where s.consumer = p_consumer and s.key = p_key and s.token = p_token
  returning s.pending into v_pending;
  if not found then
    raise exception 'lease lost' using errcode = 'PL001';
  end if;
  delete from job j where j.consumer = p_consumer and j.key = p_key and j.seq = p_seq;
  if not found then
    -- settled before by a transaction whose answer was lost
    raise exception 'lease lost' using errcode = 'PL001';
  end if;
  if v_pending = 0 then
    delete from slot s where s.consumer = p_consumer and s.key = p_key;
    return;
  end if;
  return query select j.seq from job j where j.consumer = p_consumer and j.key = p_key order by j.seq limit 1;
end $body$;

-- Claims slots for one worker: for each consumer at most p_fast slots, of which at most p_standard of the standard lane; tenants take
-- turns, so that one tenant's backlog starves nobody. The answer carries each slot's first event; it is read by a statement of its own
-- after the slots are locked, because the claiming statement's snapshot may be older than the slot that it got.
create function platform.claim_slots(p_worker uuid, p_consumers text[], p_fast int[], p_standard int[], p_lease interval)
returns table (consumer text, slot_key text, token bigint, tries int, seq bigint, id uuid, tenant text, type text, version smallint, key text,
               lane smallint, data jsonb, subject uuid, personal bytea, published_at timestamptz)
language plpgsql security definer set search_path = platform, pg_temp as $body$
#variable_conflict use_column
declare
  v_capacity int;
  v_taken int;
  v_tokens bigint[];
  v_all bigint[] := '{}';
begin
  -- losing a claim in a crash only redelivers
  perform set_config('synchronous_commit', 'off', true);
  for i in 1 .. array_length(p_consumers, 1) loop
    v_taken := 0;
    for v_lane in 0 .. 1 loop
      v_capacity := case v_lane when 0 then p_fast[i] else least(p_standard[i], p_fast[i] - v_taken) end;
      continue when v_capacity <= 0;
      with recursive tenant_with_work as (
        (select s.tenant from slot s where s.consumer = p_consumers[i] and s.lane = v_lane order by s.tenant limit 1)
        union all
        select (select s.tenant from slot s where s.consumer = p_consumers[i] and s.lane = v_lane and s.tenant > t.tenant order by s.tenant limit 1)
        from tenant_with_work t where t.tenant is not null
      ), candidate as (
        select t.tenant, c.key, c.ready_at, row_number() over (partition by t.tenant order by c.ready_at) as turn
        from tenant_with_work t cross join lateral (
          select s.key, s.ready_at from slot s
          where s.consumer = p_consumers[i] and s.lane = v_lane and s.tenant = t.tenant and s.ready_at <= clock_timestamp()
          order by s.ready_at limit v_capacity for update skip locked
        ) c where t.tenant is not null
      ), chosen as (
        select c.key from candidate c order by c.turn, c.ready_at limit v_capacity
      ), claimed as (
        update slot s set ready_at = clock_timestamp() + p_lease, token = nextval('lease_token'), tries = s.tries + 1, worker = p_worker
        from chosen c where s.consumer = p_consumers[i] and s.key = c.key
        returning s.token
      )
      select coalesce(array_agg(c.token), '{}') into v_tokens from claimed c;
      v_taken := v_taken + cardinality(v_tokens);
      v_all := v_all || v_tokens;
    end loop;
  end loop;
  if cardinality(v_all) = 0 then
    return;
  end if;
  return query
  select s.consumer, s.key, s.token, s.tries, e.seq, e.id, e.tenant, e.type, e.version, e.key, e.lane, e.data, e.subject, e.personal, e.published_at
  from slot s
  cross join lateral (select j.seq from job j where j.consumer = s.consumer and j.key = s.key order by j.seq limit 1) first
  join event e on e.seq = first.seq
  where s.worker = p_worker and s.token = any (v_all);
end $body$;

-- Gives a delivery back after a failure: to be tried again after a delay, or to the dead letters. p_count is false for a wait that is no
-- failure. Answers what happened: retry, dead, or lost when another worker holds the slot by now, or the delivery was settled by a
-- transaction whose answer was lost. The token goes with the delivery: a handler that ends later cannot settle what was given back.
create function platform.fail_delivery(
  p_consumer text, p_key text, p_token bigint, p_seq bigint, p_delay interval, p_count boolean,
  p_dead_letter uuid, p_reason text, p_error text)
returns text
language plpgsql security definer set search_path = platform, pg_temp as $body$
#variable_conflict use_column
declare
  v_slot slot;
begin
  select * into v_slot from slot s where s.consumer = p_consumer and s.key = p_key and s.token = p_token for update;
  if not found then
    return 'lost';
  end if;
  if not exists (select from job j where j.consumer = p_consumer and j.key = p_key and j.seq = p_seq) then
    update slot s set ready_at = clock_timestamp(), tries = 0, worker = null, token = nextval('lease_token')
    where s.consumer = p_consumer and s.key = p_key;
    return 'lost';
  end if;
  if p_dead_letter is null then
    update slot s set ready_at = clock_timestamp() + p_delay, worker = null, token = nextval('lease_token'),
      tries = case when p_count then s.tries else greatest(s.tries - 1, 0) end
    where s.consumer = p_consumer and s.key = p_key;
    return 'retry';
  end if;
  insert into dead_letter (id, tenant, consumer, topic, reason, error, attempts, event_seq, key)
  select p_dead_letter, v_slot.tenant, p_consumer, e.type, p_reason, p_error, v_slot.tries, e.seq, p_key from event e where e.seq = p_seq;
  delete from job j where j.consumer = p_consumer and j.key = p_key and j.seq = p_seq;
  update slot s set pending = s.pending - 1, tries = 0, ready_at = clock_timestamp(), worker = null, token = nextval('lease_token')
  where s.consumer = p_consumer and s.key = p_key;
  delete from slot s where s.consumer = p_consumer and s.key = p_key and s.pending = 0;
  return 'dead';
end $body$;

-- Puts dead letters back into their slots. Answers those that were put back.
create function platform.replay_dead_letters(p_ids uuid[])
returns table (id uuid)
language plpgsql security definer set search_path = platform, pg_temp as $body$
#variable_conflict use_column
begin
  return query
  with chosen as (
    update dead_letter d set replayed_at = clock_timestamp()
    where d.id = any (p_ids) and d.replayed_at is null and d.discarded_at is null and d.event_seq is not null
    returning d.id, d.consumer, d.key, d.tenant, d.event_seq
  ), opened as (
    insert into slot as s (consumer, key, tenant, lane, pending, ready_at)
    select c.consumer, c.key, c.tenant, 1, count(*)::int, clock_timestamp() from chosen c group by 1, 2, 3 order by 1, 2
    on conflict on constraint slot_pkey do update set pending = s.pending + excluded.pending
    returning 1
  ), queued as (
    insert into job (consumer, key, seq) select c.consumer, c.key, c.event_seq from chosen c
    returning 1
  )
  select c.id from chosen c, (select count(*) from opened) o, (select count(*) from queued) q;
end $body$;

-- Gives every committed, unnumbered event its position in its tenant's feed. The heads are locked in one order: a second sequencer waits,
-- then sees what the first one numbered. Answers the tenants whose feed grew, and by how much. Writes nothing where there is nothing to do.
create function platform.number_events(p_limit int)
returns table (tenant text, feed_position bigint, numbered int)
language plpgsql security definer set search_path = platform, pg_temp as $body$
#variable_conflict use_column
begin
  if not exists (select from event e where e.position is null) then
    return;
  end if;
  insert into feed_head (tenant, position)
  select distinct u.tenant, 0 from (select e.tenant from event e where e.position is null order by e.seq limit p_limit) u
  on conflict do nothing;
  perform 1 from feed_head h order by h.tenant for update;
  return query
  with batch as (
    select e.seq, e.tenant from event e where e.position is null order by e.seq limit p_limit
  ), numbered as (
    select b.seq, b.tenant, h.position + row_number() over (partition by b.tenant order by b.seq) as position
    from batch b join feed_head h using (tenant)
  ), written as (
    update event e set position = n.position from numbered n where e.seq = n.seq returning e.tenant, e.position
  ), moved as (
    update feed_head h set position = w.position
    from (select w.tenant, max(w.position) as position, count(*)::int as n from written w group by 1) w where h.tenant = w.tenant
    returning h.tenant, h.position, w.n
  )
  select m.tenant, m.position, m.n from moved m;
end $body$;

-- Drops events older than the feed keeps, unless work still waits for them.
create function platform.trim_feed(p_before timestamptz, p_limit int)
returns int
language plpgsql security definer set search_path = platform, pg_temp as $body$
#variable_conflict use_column
declare
  v_count int;
begin
  with old as (
    select e.seq, e.tenant, e.position from event e
    where e.published_at < p_before and e.position is not null
      and not exists (select from job j where j.seq = e.seq)
      and not exists (select from dead_letter d where d.event_seq = e.seq and d.replayed_at is null and d.discarded_at is null)
    order by e.seq limit p_limit
  ), unlinked as (
    update dead_letter d set event_seq = null from old o where d.event_seq = o.seq returning 1
  ), moved as (
    update feed_head h set trimmed_to = greatest(h.trimmed_to, o.position)
    from (select o.tenant, max(o.position) as position from old o group by 1) o where h.tenant = o.tenant returning 1
  ), dropped as (
    delete from event e using old o, (select count(*) from unlinked) u, (select count(*) from moved) m where e.seq = o.seq returning 1
  )
  select count(*) into v_count from dropped;
  return v_count;
end $body$;

grant select, insert, update, delete on platform.event, platform.feed_head, platform.slot, platform.job, platform.dead_letter to parley_platform;
grant usage on sequence platform.lease_token to parley_platform;
revoke execute on all functions in schema platform from public;
grant execute on all functions in schema platform to parley_platform;
grant execute on function platform.append_events(jsonb, jsonb, uuid, interval), platform.settle_delivery(text, text, bigint, bigint, interval) to parley_tenant;
