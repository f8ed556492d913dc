-- A merchant and a factory that work together; one live binding per pair.
CREATE TABLE bindings (
    merchant_id uuid NOT NULL,
    id uuid NOT NULL,
    fulfiller_id uuid NOT NULL,
    state text NOT NULL CONSTRAINT bindings_state
        CHECK (state IN ('offered', 'active', 'declined', 'withdrawn', 'ending', 'ended')),
    offered_by text NOT NULL CONSTRAINT bindings_offered_by CHECK (offered_by IN ('merchant', 'fulfiller')),
    offer_note text NOT NULL,
    reason text NOT NULL,
    ended_by text,
    auto_accept boolean NOT NULL,
    waybill_payer text NOT NULL CONSTRAINT bindings_payer CHECK (waybill_payer IN ('fulfiller', 'merchant')),
    daily_waybills bigint,
    daily_fen bigint,
    carriers jsonb NOT NULL,
    accept_hours bigint NOT NULL CONSTRAINT bindings_accept_hours CHECK (accept_hours BETWEEN 1 AND 720),
    alias_key bytea NOT NULL,
    offered_at timestamptz NOT NULL,
    decided_at timestamptz,
    ended_at timestamptz,
    mailed_at timestamptz,
    summed_at timestamptz,
    version bigint NOT NULL,
    PRIMARY KEY (merchant_id, id),
    CONSTRAINT bindings_merchant FOREIGN KEY (merchant_id) REFERENCES parties (id),
    CONSTRAINT bindings_fulfiller FOREIGN KEY (fulfiller_id) REFERENCES parties (id)
);
CREATE UNIQUE INDEX bindings_one_live ON bindings (merchant_id, fulfiller_id)
    WHERE state IN ('offered', 'active', 'ending');
CREATE INDEX bindings_by_merchant ON bindings (merchant_id, state, offered_at, id);
CREATE INDEX bindings_by_fulfiller ON bindings (fulfiller_id, state, offered_at, id);
