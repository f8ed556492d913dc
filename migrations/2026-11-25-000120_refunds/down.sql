DROP TABLE refunds;
CREATE TABLE refunds (
    merchant_id uuid NOT NULL,
    id uuid NOT NULL,
    line_id uuid NOT NULL,
    quantity bigint NOT NULL,
    state text NOT NULL CONSTRAINT refunds_state CHECK (state IN ('open', 'done', 'withdrawn')),
    reason text NOT NULL,
    override_reason text,
    opened_at timestamptz NOT NULL,
    closed_at timestamptz,
    PRIMARY KEY (merchant_id, id),
    CONSTRAINT refunds_line FOREIGN KEY (merchant_id, line_id) REFERENCES lines (merchant_id, id)
);
CREATE INDEX refunds_by_line ON refunds (merchant_id, line_id);
