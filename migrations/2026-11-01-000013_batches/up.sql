-- Work over more rows than one call takes: an import, or "all that match this filter except …".
CREATE TABLE batches (
    owner_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    state text NOT NULL CONSTRAINT batches_state CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
    dry_run boolean NOT NULL,
    request jsonb NOT NULL,
    spool bytea,
    progress jsonb NOT NULL,
    total bigint,
    done bigint NOT NULL,
    refused bigint NOT NULL,
    code text,
    created_by uuid,
    created_at timestamptz NOT NULL,
    started_at timestamptz,
    ended_at timestamptz,
    version bigint NOT NULL,
    PRIMARY KEY (owner_id, id)
);
CREATE INDEX batches_by_time ON batches (owner_id, created_at, id);

-- What a batch could not do, by row; column and code only, never the value.
CREATE TABLE batch_refusals (
    owner_id uuid NOT NULL,
    batch_id uuid NOT NULL,
    ordinal bigint NOT NULL,
    subject text NOT NULL,
    place bigint,
    field text NOT NULL,
    code text NOT NULL,
    PRIMARY KEY (owner_id, batch_id, ordinal),
    CONSTRAINT batch_refusals_batch FOREIGN KEY (owner_id, batch_id) REFERENCES batches (owner_id, id)
);
