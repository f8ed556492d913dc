-- The end of each merchant's chain; its row lock orders the writers.
CREATE TABLE audit_heads (
    merchant_id uuid NOT NULL PRIMARY KEY,
    seq bigint NOT NULL,
    hash bytea NOT NULL
);
-- Who touched receivers, why; append-only, each entry hashed over the one before.
CREATE TABLE audit (
    merchant_id uuid NOT NULL,
    seq bigint NOT NULL,
    at timestamptz NOT NULL,
    purpose text NOT NULL,
    actor text NOT NULL,
    event jsonb NOT NULL,
    previous bytea NOT NULL,
    hash bytea NOT NULL,
    PRIMARY KEY (merchant_id, seq)
);
