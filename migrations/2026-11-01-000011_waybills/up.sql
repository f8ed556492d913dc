-- A carrier's number for a parcel; at most one live per parcel.
CREATE TABLE waybills (
    merchant_id uuid NOT NULL,
    id uuid NOT NULL,
    parcel_id uuid NOT NULL,
    fulfiller_id uuid NOT NULL,
    client_ref text NOT NULL,
    carrier text NOT NULL,
    state text NOT NULL CONSTRAINT waybills_state
        CHECK (state IN ('reserved', 'issued', 'failed', 'unknown', 'void', 'external')),
    account_party_id uuid,
    account_id uuid,
    number text,
    sorting_code text NOT NULL,
    hub text NOT NULL,
    product text NOT NULL,
    fee_fen bigint NOT NULL,
    code text,
    remedy text NOT NULL,
    receiver_write bigint NOT NULL,
    reserved_at timestamptz NOT NULL,
    issued_at timestamptz,
    ended_at timestamptz,
    voiding boolean NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (merchant_id, id),
    CONSTRAINT waybills_client_ref UNIQUE (merchant_id, client_ref),
    CONSTRAINT waybills_parcel FOREIGN KEY (merchant_id, parcel_id) REFERENCES parcels (merchant_id, id),
    CONSTRAINT waybills_account FOREIGN KEY (account_party_id, account_id) REFERENCES waybill_accounts (party_id, id),
    CONSTRAINT waybills_has_number CHECK (number IS NOT NULL OR state IN ('reserved', 'failed', 'unknown'))
);
CREATE UNIQUE INDEX waybills_one_live ON waybills (merchant_id, parcel_id)
    WHERE state IN ('reserved', 'issued', 'unknown', 'external');
CREATE INDEX waybills_by_parcel ON waybills (merchant_id, parcel_id);
CREATE INDEX waybills_by_time ON waybills (merchant_id, reserved_at);

-- One number, one parcel, over all merchants.
CREATE TABLE waybill_numbers (
    carrier text NOT NULL,
    number text NOT NULL,
    merchant_id uuid NOT NULL,
    waybill_id uuid NOT NULL,
    PRIMARY KEY (carrier, number)
);
