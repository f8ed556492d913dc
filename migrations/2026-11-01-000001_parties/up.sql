-- Who takes part: merchants, factories, warehouses (a factory of that kind) and the operator.
CREATE TABLE parties (
    id uuid NOT NULL PRIMARY KEY,
    kind text NOT NULL CONSTRAINT parties_kind CHECK (kind IN ('merchant', 'factory', 'warehouse', 'platform')),
    name text NOT NULL,
    state text NOT NULL CONSTRAINT parties_state CHECK (state IN ('applied', 'active', 'refused', 'suspended')),
    state_note text NOT NULL,
    drop_shipping boolean NOT NULL,
    locale text NOT NULL,
    mail text NOT NULL,
    sender jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    decided_at timestamptz,
    version bigint NOT NULL
);
CREATE INDEX parties_by_state ON parties (state, kind, created_at, id);

-- The short public code a party is bound by; uniqueness across parties lives here.
CREATE TABLE public_codes (
    code text NOT NULL PRIMARY KEY,
    party_id uuid NOT NULL,
    CONSTRAINT public_codes_party FOREIGN KEY (party_id) REFERENCES parties (id)
);
CREATE INDEX public_codes_by_party ON public_codes (party_id);

-- What the operator set for the whole platform; absent means the default in the code.
CREATE TABLE settings (
    name text NOT NULL PRIMARY KEY,
    value jsonb NOT NULL,
    changed_at timestamptz NOT NULL
);
