-- A buyer's wish to take pieces of a line back; at most one is open on a line.
DROP TABLE refunds;
CREATE TABLE refunds (
    merchant_id uuid NOT NULL,
    id uuid NOT NULL,
    order_id uuid NOT NULL,
    line_id uuid NOT NULL,
    quantity bigint NOT NULL CONSTRAINT refunds_quantity CHECK (quantity > 0),
    state text NOT NULL CONSTRAINT refunds_state CHECK (state IN ('open', 'done', 'withdrawn')),
    opened_side text NOT NULL CONSTRAINT refunds_opened_side CHECK (opened_side IN ('merchant', 'platform')),
    opened_by text NOT NULL,
    reason text NOT NULL,
    override_reason text,
    overridden_by text,
    overridden_at timestamptz,
    opened_at timestamptz NOT NULL,
    closed_side text,
    closed_by text,
    closed_at timestamptz,
    version bigint NOT NULL,
    PRIMARY KEY (merchant_id, id),
    CONSTRAINT refunds_closed CHECK ((state = 'open') = (closed_at IS NULL) AND (closed_at IS NULL) = (closed_side IS NULL)),
    CONSTRAINT refunds_overridden CHECK ((overridden_at IS NULL) = (override_reason IS NULL)),
    CONSTRAINT refunds_order FOREIGN KEY (merchant_id, order_id) REFERENCES orders (merchant_id, id),
    CONSTRAINT refunds_line FOREIGN KEY (merchant_id, line_id) REFERENCES lines (merchant_id, id)
);
CREATE UNIQUE INDEX refunds_one_open ON refunds (merchant_id, line_id) WHERE state = 'open';
CREATE INDEX refunds_by_line ON refunds (merchant_id, line_id);
CREATE INDEX refunds_by_order ON refunds (merchant_id, order_id);
CREATE INDEX refunds_by_state ON refunds (merchant_id, state, id);
