-- Machine principals: software of a party, with scopes of its own.
CREATE TABLE machines (
    party_id uuid NOT NULL,
    id uuid NOT NULL,
    side text NOT NULL,
    name text NOT NULL,
    secret_hash bytea NOT NULL,
    scopes jsonb NOT NULL,
    state text NOT NULL CONSTRAINT machines_state CHECK (state IN ('active', 'revoked')),
    created_by uuid,
    created_at timestamptz NOT NULL,
    seen_at timestamptz,
    PRIMARY KEY (party_id, id),
    CONSTRAINT machines_party FOREIGN KEY (party_id) REFERENCES parties (id)
);

-- Rotating refresh tokens: one used twice revokes its family.
CREATE TABLE refresh_tokens (
    party_id uuid NOT NULL,
    id uuid NOT NULL,
    machine_id uuid NOT NULL,
    family uuid NOT NULL,
    secret_hash bytea NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    revoked_at timestamptz,
    PRIMARY KEY (party_id, id),
    CONSTRAINT refresh_tokens_machine FOREIGN KEY (party_id, machine_id) REFERENCES machines (party_id, id)
);
CREATE INDEX refresh_tokens_by_secret ON refresh_tokens (secret_hash);
CREATE INDEX refresh_tokens_by_family ON refresh_tokens (party_id, family);

-- Idempotency: `pending` is committed first under a lease, then the effect together with its answer.
CREATE TABLE idempotency_keys (
    party_id uuid NOT NULL,
    scope text NOT NULL,
    key text NOT NULL,
    body_hash bytea NOT NULL,
    state text NOT NULL CONSTRAINT idempotency_keys_state CHECK (state IN ('pending', 'done')),
    status bigint NOT NULL,
    answer jsonb NOT NULL,
    lease_until timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (party_id, scope, key)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);
