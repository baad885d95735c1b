-- Every table begins with the project, nothing is shared between logs: no sequence, no lock. "" stands for none (key, set,
-- the project of the shared documents). Times are milliseconds since 1970-01-01 UTC.

create table $schema.project (
    project_id text collate "C" primary key,
    life       uuid not null                    -- another one each time the project is made
);
insert into $schema.project values ('', '00000000-0000-0000-0000-000000000000');

create table $schema.log (
    project_id    text collate "C" not null references $schema.project on delete cascade,
    name          text collate "C" not null,
    key           text collate "C" not null,
    log_id        uuid not null,                -- another one each time the log begins
    first_seq     bigint not null,              -- the first number kept; one above last_seq where none is
    last_seq      bigint not null,              -- the last number ever assigned
    entry_count   bigint not null,
    size_in_bytes bigint not null,
    first_ts      bigint,                       -- of the first entry kept
    last_ts       bigint,                       -- of the last entry ever appended
    completed     boolean not null default false,
    abandoned     uuid[],                       -- batches that were given up and done anew: one that arrives late does nothing
    primary key (project_id, name, key)
) with (fillfactor = 50);                       -- each append updates its row in place

create table $schema.entry (
    project_id text collate "C" not null,
    log_id     uuid not null,
    seq        bigint not null,                 -- a number that is missing between first_seq and last_seq was lost
    ts         bigint not null,
    data       text not null,                   -- JSON, byte for byte as it was given
    batch      uuid,                            -- on a transaction's first entry: by it an unknown outcome is resolved
    primary key (project_id, log_id, seq)
);

-- The batches among the entries that were removed lately, and the truncations that did so: how many is their first_seq.
create table $schema.removed_batch (
    project_id text collate "C" not null,
    log_id     uuid not null,
    batch      uuid not null,
    first_seq  bigint not null,
    removed_ts bigint not null,
    primary key (project_id, log_id, batch)
);

-- What a repair set aside or copied, and the log's row as it was: ordinal 0, as JSON. Found by the log's name, since a repair
-- may give it another log_id.
create table $schema.quarantine (
    project_id text collate "C" not null,
    name       text collate "C" not null,
    key        text collate "C" not null,
    repair     uuid not null,                   -- a repair has one for what it set aside, and another for a copy
    ordinal    bigint not null,
    seq        bigint,
    ts         bigint,
    data       text not null,
    batch      uuid,
    cause      text,                            -- why it was set aside; null for a copy
    primary key (project_id, name, key, repair, ordinal)
);

create table $schema.document (
    project_id text collate "C" not null references $schema.project on delete cascade,
    set_name   text collate "C" not null,
    key        text collate "C" not null,
    content    bytea not null,                  -- byte for byte as it was given, also where that is no JSON and no text
    etag       bytea not null generated always as (sha256(content)) stored,
    write_id   uuid not null default gen_random_uuid(), -- of the write that made this version
    primary key (project_id, set_name, key)
);

-- The writes of documents that were done lately, by their ids, which grow with time: by it an unknown outcome is resolved.
create table $schema.document_write (
    project_id text collate "C" not null,
    write_id   uuid not null,
    done       boolean not null,                -- or given up by who sent it, so that it cannot be done any more
    primary key (project_id, write_id)
);

create table $schema.blob (
    project_id text collate "C" not null references $schema.project on delete cascade,
    path       text collate "C" not null,
    blob_id    uuid not null,                   -- another one for each version
    length     bigint not null,
    modified   bigint not null,
    primary key (project_id, path)
);

create table $schema.blob_chunk (
    project_id text collate "C" not null,
    blob_id    uuid not null,
    ordinal    integer not null,
    bytes      bytea not null,
    primary key (project_id, blob_id, ordinal)
);
alter table $schema.blob_chunk alter column bytes set storage external;
