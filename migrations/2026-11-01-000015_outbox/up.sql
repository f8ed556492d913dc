-- What must yet be done to the world, committed with the decision that wants it.
CREATE TABLE jobs (
    id uuid NOT NULL PRIMARY KEY,
    kind text NOT NULL,
    key text NOT NULL,
    payload jsonb NOT NULL,
    state text NOT NULL CONSTRAINT jobs_state CHECK (state IN ('ready', 'leased', 'dead')),
    run_at timestamptz NOT NULL,
    lease_until timestamptz,
    fence bigint NOT NULL,
    attempts bigint NOT NULL,
    last_error text NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE INDEX jobs_ready ON jobs (kind, run_at, id) WHERE state = 'ready';
-- One key of a kind waits at most once and runs at most once at a time.
CREATE UNIQUE INDEX jobs_key ON jobs (kind, key) WHERE state = 'ready';
CREATE UNIQUE INDEX jobs_running ON jobs (kind, key) WHERE state = 'leased';
CREATE INDEX jobs_dead ON jobs (kind, created_at, id) WHERE state = 'dead';

-- Mail to people; rendered when sent, never about a receiver.
CREATE TABLE mails (
    party_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    address text NOT NULL,
    locale text NOT NULL,
    data jsonb NOT NULL,
    state text NOT NULL CONSTRAINT mails_state CHECK (state IN ('queued', 'sent', 'refused', 'failed')),
    answer text NOT NULL,
    created_at timestamptz NOT NULL,
    ended_at timestamptz,
    PRIMARY KEY (party_id, id)
);
CREATE INDEX mails_by_state ON mails (state, created_at, id);
