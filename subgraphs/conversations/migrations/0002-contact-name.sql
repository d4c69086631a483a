-- when the platform was last asked for the person's name: one of whom it tells nothing is not asked about with every message
alter table contact add column profile_asked_at timestamptz;
