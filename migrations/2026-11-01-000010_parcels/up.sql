-- A parcel is made first and reserves quantities; stage says what it waits for.
CREATE TABLE parcels (
    merchant_id uuid NOT NULL,
    id uuid NOT NULL,
    fulfiller_id uuid NOT NULL,
    binding_id uuid,
    receiver_id uuid NOT NULL,
    receiver_write bigint NOT NULL,
    state text NOT NULL CONSTRAINT parcels_state
        CHECK (state IN ('planned', 'shipped', 'in_transit', 'delivered', 'returned', 'dropped')),
    stage text NOT NULL CONSTRAINT parcels_stage CHECK (stage IN ('number', 'print', 'ship', 'shipped', 'gone')),
    prints bigint NOT NULL,
    attempts bigint NOT NULL,
    weight_g bigint NOT NULL,
    note text NOT NULL,
    created_at timestamptz NOT NULL,
    shipped_at timestamptz,
    ended_at timestamptz,
    version bigint NOT NULL,
    PRIMARY KEY (merchant_id, id)
);
CREATE INDEX parcels_to_tell ON parcels (merchant_id, binding_id, shipped_at) WHERE shipped_at IS NOT NULL;
CREATE INDEX parcels_of_fulfiller ON parcels (fulfiller_id, stage, created_at, id);
CREATE INDEX parcels_by_stage ON parcels (merchant_id, stage, created_at, id);

CREATE TABLE parcel_items (
    merchant_id uuid NOT NULL,
    parcel_id uuid NOT NULL,
    assignment_id uuid NOT NULL,
    line_id uuid NOT NULL,
    order_id uuid NOT NULL,
    quantity bigint NOT NULL CONSTRAINT parcel_items_quantity CHECK (quantity > 0),
    PRIMARY KEY (merchant_id, parcel_id, assignment_id, line_id),
    CONSTRAINT parcel_items_parcel FOREIGN KEY (merchant_id, parcel_id) REFERENCES parcels (merchant_id, id),
    CONSTRAINT parcel_items_line FOREIGN KEY (merchant_id, assignment_id, line_id)
        REFERENCES assignment_lines (merchant_id, assignment_id, line_id)
);
CREATE INDEX parcel_items_by_assignment ON parcel_items (merchant_id, assignment_id);
CREATE INDEX parcel_items_by_order ON parcel_items (merchant_id, order_id);
