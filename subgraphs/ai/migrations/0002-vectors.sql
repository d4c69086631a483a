alter table knowledge_document
  add column status text not null default 'INDEXING' check (status in ('INDEXING', 'READY', 'FAILED')),
  -- rises when the passages change: what was indexed before is recognised
  add column content_version int not null default 1,
  add column error text,
  add column attempts int not null default 0,
  -- when a failed one is tried again; null: at once
  add column retry_at timestamptz;

alter table ai_settings
  add column vector_isolation text not null default 'NAMESPACE' check (vector_isolation in ('NAMESPACE', 'INDEX'));

-- Where a tenant's vectors stand. One serves; another is filled while it serves, and takes its place when it is complete.
create table vector_space (
  generation int primary key generated always as identity,
  store text not null check (store in ('postgres', 'pinecone')),
  isolation text not null check (isolation in ('NAMESPACE', 'INDEX')),
  -- keeps its names apart from those of an older space of the same kind
  suffix text not null default '',
  model text not null,
  dimension int not null check (dimension > 0),
  state text not null check (state in ('FILLING', 'SERVING', 'LEAVING')),
  -- rises with every write that PostgreSQL's index is told of: what a process holds in memory is compared with it
  version bigint not null default 0,
  left_at timestamptz,
  created_at timestamptz not null
);
create unique index vector_space_serving on vector_space (state) where state = 'SERVING';

-- What was written into a space for a document, or is about to be. It outlives the document: what is gone still has to be deleted there.
create table indexed_document (
  generation int not null references vector_space (generation) on delete cascade,
  document_id uuid not null,
  -- null until all of its passages stand there
  content_version int,
  passage_ids uuid[] not null,
  primary key (generation, document_id)
);

-- PostgreSQL's own index: float32, little-endian, of length 1.
create table knowledge_vector (
  generation int not null,
  passage_id uuid not null,
  document_id uuid not null,
  version bigint not null,
  vector bytea not null,
  primary key (generation, passage_id)
);
-- the numbers are random bits: compressing them costs time and gains nothing
alter table knowledge_vector alter column vector set storage external;
create index knowledge_vector_by_version on knowledge_vector (generation, version);
