-- A party's settlement number under the platform's contract with a carrier, and its money.
CREATE TABLE waybill_accounts (
    party_id uuid NOT NULL,
    id uuid NOT NULL,
    carrier text NOT NULL,
    name text NOT NULL,
    settlement_no text NOT NULL,
    branch text NOT NULL,
    state text NOT NULL CONSTRAINT waybill_accounts_state CHECK (state IN ('applied', 'active', 'refused', 'closed')),
    state_note text NOT NULL,
    balance_fen bigint NOT NULL CONSTRAINT waybill_accounts_balance CHECK (balance_fen >= 0),
    held_fen bigint NOT NULL CONSTRAINT waybill_accounts_held CHECK (held_fen >= 0),
    price_fen bigint NOT NULL CONSTRAINT waybill_accounts_price CHECK (price_fen >= 0),
    created_at timestamptz NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (party_id, id),
    CONSTRAINT waybill_accounts_party FOREIGN KEY (party_id) REFERENCES parties (id)
);
CREATE INDEX waybill_accounts_by_state ON waybill_accounts (state, created_at, id);

-- Every fen that moved; balance_fen is the sum of fen, held_fen the sum of held.
CREATE TABLE ledger (
    party_id uuid NOT NULL,
    account_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL CONSTRAINT ledger_kind CHECK (kind IN ('top_up', 'hold', 'spend', 'release', 'return', 'correction')),
    subject text NOT NULL,
    fen bigint NOT NULL,
    held bigint NOT NULL,
    note text NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (party_id, account_id, id),
    CONSTRAINT ledger_once UNIQUE (party_id, account_id, kind, subject),
    CONSTRAINT ledger_account FOREIGN KEY (party_id, account_id) REFERENCES waybill_accounts (party_id, id)
);
