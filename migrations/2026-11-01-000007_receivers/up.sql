-- Data keys: one per merchant and month, wrapped under the key-encryption key named.
CREATE TABLE data_keys (
    merchant_id uuid NOT NULL,
    id uuid NOT NULL,
    month text NOT NULL,
    kek text NOT NULL,
    wrapped bytea NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (merchant_id, id),
    CONSTRAINT data_keys_month UNIQUE (merchant_id, month)
);
-- Index keys: one per merchant and epoch, apart from the data keys.
CREATE TABLE index_keys (
    merchant_id uuid NOT NULL,
    epoch bigint NOT NULL,
    kek text NOT NULL,
    wrapped bytea NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (merchant_id, epoch)
);

-- Sealed receivers: ciphertext only. The salts stand apart: without its salt a receiver is shredded.
CREATE TABLE receivers (
    merchant_id uuid NOT NULL,
    id uuid NOT NULL,
    data_key_id uuid NOT NULL,
    write_no bigint NOT NULL,
    name_sealed bytea NOT NULL,
    phone_sealed bytea NOT NULL,
    address_sealed bytea NOT NULL,
    remark_sealed bytea NOT NULL,
    sealed_at timestamptz NOT NULL,
    PRIMARY KEY (merchant_id, id),
    CONSTRAINT receivers_data_key FOREIGN KEY (merchant_id, data_key_id) REFERENCES data_keys (merchant_id, id)
);
CREATE TABLE receiver_salts (
    merchant_id uuid NOT NULL,
    receiver_id uuid NOT NULL,
    salt bytea NOT NULL,
    commitment bytea NOT NULL,
    PRIMARY KEY (merchant_id, receiver_id),
    CONSTRAINT receiver_salts_receiver FOREIGN KEY (merchant_id, receiver_id) REFERENCES receivers (merchant_id, id)
);
-- Blind indexes, in a table of their own.
CREATE TABLE receiver_tags (
    merchant_id uuid NOT NULL,
    receiver_id uuid NOT NULL,
    epoch bigint NOT NULL,
    phone bigint NOT NULL,
    phone_tail bigint NOT NULL,
    name bigint NOT NULL,
    same bigint NOT NULL,
    PRIMARY KEY (merchant_id, receiver_id),
    CONSTRAINT receiver_tags_receiver FOREIGN KEY (merchant_id, receiver_id) REFERENCES receivers (merchant_id, id)
);
CREATE INDEX receiver_tags_same ON receiver_tags (merchant_id, same, receiver_id);
CREATE INDEX receiver_tags_phone ON receiver_tags (merchant_id, phone, receiver_id);
CREATE INDEX receiver_tags_phone_tail ON receiver_tags (merchant_id, phone_tail, receiver_id);
CREATE INDEX receiver_tags_name ON receiver_tags (merchant_id, name, receiver_id);

-- A receiver token: a random id per (viewer, same-receiver tag), alive while work is open.
CREATE TABLE receiver_tokens (
    merchant_id uuid NOT NULL,
    id uuid NOT NULL,
    viewer_id uuid NOT NULL,
    same bigint NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (merchant_id, id),
    CONSTRAINT receiver_tokens_same UNIQUE (merchant_id, viewer_id, same)
);
