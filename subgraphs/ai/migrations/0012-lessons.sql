alter table ai_settings
  -- IANA; the days that messages speak of are counted there
  add column time_zone text not null default 'UTC',
  -- ISO 3166: where a phone number without a country code belongs to
  add column default_region text,
  -- ISO 4217: what an amount without a currency is in
  add column default_currency text,
  -- ISO 639-1; null: every language that the agents speak
  add column languages text[];

-- What the tenant sells. Its own publication, and not sealed.
create table product (
  id uuid primary key,
  name text not null,
  -- the name as two spellings of one are compared
  name_key text not null unique,
  aliases text[] not null default '{}',
  price numeric check (price >= 0),
  currency text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index product_by_time on product (created_at desc, id desc);

-- Rises with every change of the products: what a process holds in memory is compared with it.
create table catalogue_state (
  id int primary key default 1 check (id = 1),
  version int not null,
  changed_at timestamptz not null
);

alter table correction
  -- sealed under the contact's key; emptied with the text
  add column entities bytea;

-- Questions of which a member said that the knowledge need not answer them. Ids alone.
create table gap_dismissal (
  run_id uuid primary key references run (id) on delete cascade,
  dismissed_by text not null,
  dismissed_at timestamptz not null
);
