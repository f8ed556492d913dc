-- Print agents: the device's public keys, enrolled at the platform door.
CREATE TABLE print_agents (
    party_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    state text NOT NULL CONSTRAINT print_agents_state CHECK (state IN ('invited', 'active', 'revoked')),
    code_hash bytea NOT NULL,
    code_until timestamptz NOT NULL,
    seal_key bytea,
    sign_key bytea,
    invited_by uuid,
    created_at timestamptz NOT NULL,
    enrolled_at timestamptz,
    seen_at timestamptz,
    version bigint NOT NULL,
    PRIMARY KEY (party_id, id),
    CONSTRAINT print_agents_party FOREIGN KEY (party_id) REFERENCES parties (id)
);
CREATE INDEX print_agents_by_code ON print_agents (code_hash);

-- What a party draws in the custom area of its labels.
CREATE TABLE label_templates (
    party_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    size text NOT NULL,
    design jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (party_id, id)
);

-- Print tickets: sealed to one agent, redeemed once.
CREATE TABLE tickets (
    merchant_id uuid NOT NULL,
    id uuid NOT NULL,
    parcel_id uuid NOT NULL,
    waybill_id uuid NOT NULL,
    fulfiller_id uuid NOT NULL,
    agent_party_id uuid NOT NULL,
    agent_id uuid NOT NULL,
    task_id uuid NOT NULL,
    ordinal bigint NOT NULL,
    print_no bigint NOT NULL,
    state text NOT NULL CONSTRAINT tickets_state
        CHECK (state IN ('asked', 'sealed', 'redeemed', 'printed', 'failed', 'unknown', 'refused')),
    reason text NOT NULL,
    size text NOT NULL,
    template_hash text NOT NULL,
    envelope jsonb,
    code text,
    asked_at timestamptz NOT NULL,
    queue_by timestamptz NOT NULL,
    leave_by timestamptz NOT NULL,
    redeemed_at timestamptz,
    ended_at timestamptz,
    PRIMARY KEY (merchant_id, id),
    CONSTRAINT tickets_parcel FOREIGN KEY (merchant_id, parcel_id) REFERENCES parcels (merchant_id, id),
    CONSTRAINT tickets_waybill FOREIGN KEY (merchant_id, waybill_id) REFERENCES waybills (merchant_id, id),
    CONSTRAINT tickets_agent FOREIGN KEY (agent_party_id, agent_id) REFERENCES print_agents (party_id, id)
);
CREATE INDEX tickets_by_parcel ON tickets (merchant_id, parcel_id);
CREATE INDEX tickets_by_task ON tickets (fulfiller_id, task_id, ordinal);
CREATE INDEX tickets_by_agent ON tickets (agent_party_id, agent_id, state);

-- An agent's signed word on what became of a ticket.
CREATE TABLE receipts (
    merchant_id uuid NOT NULL,
    id uuid NOT NULL,
    ticket_id uuid NOT NULL,
    outcome text NOT NULL CONSTRAINT receipts_outcome CHECK (outcome IN ('printed', 'failed', 'unknown')),
    bitmap_hash text NOT NULL,
    printer text NOT NULL,
    code text,
    printed_at timestamptz NOT NULL,
    signature bytea NOT NULL,
    taken_at timestamptz NOT NULL,
    PRIMARY KEY (merchant_id, id),
    CONSTRAINT receipts_once UNIQUE (merchant_id, ticket_id, outcome),
    CONSTRAINT receipts_ticket FOREIGN KEY (merchant_id, ticket_id) REFERENCES tickets (merchant_id, id)
);
