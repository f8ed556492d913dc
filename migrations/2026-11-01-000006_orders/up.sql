-- An order and the stored roll-up of its work: how many pieces stand at each stage.
-- number_key is external_no as bytes, so that a prefix is a range under every collation.
CREATE TABLE orders (
    merchant_id uuid NOT NULL,
    id uuid NOT NULL,
    source text NOT NULL,
    external_no text NOT NULL,
    number_key bytea NOT NULL,
    number_tail text NOT NULL,
    origin text NOT NULL CONSTRAINT orders_origin CHECK (origin IN ('platform', 'merchant')),
    state text NOT NULL CONSTRAINT orders_state CHECK (state IN ('unpaid', 'open', 'closed')),
    close_reason text CONSTRAINT orders_close_reason CHECK (close_reason IN ('cancelled', 'refunded', 'completed')),
    placed_at timestamptz NOT NULL,
    paid_at timestamptz,
    ship_by timestamptz,
    closed_at timestamptz,
    remark text NOT NULL,
    seller_remark text NOT NULL,
    receiver_id uuid NOT NULL,
    receiver_write bigint NOT NULL,
    province bigint NOT NULL,
    city bigint NOT NULL,
    region bigint NOT NULL,
    exception text,
    to_assign bigint NOT NULL CONSTRAINT orders_to_assign CHECK (to_assign >= 0),
    to_accept bigint NOT NULL CONSTRAINT orders_to_accept CHECK (to_accept >= 0),
    to_number bigint NOT NULL CONSTRAINT orders_to_number CHECK (to_number >= 0),
    to_print bigint NOT NULL CONSTRAINT orders_to_print CHECK (to_print >= 0),
    to_ship bigint NOT NULL CONSTRAINT orders_to_ship CHECK (to_ship >= 0),
    shipped bigint NOT NULL CONSTRAINT orders_shipped CHECK (shipped >= 0),
    retail_fen bigint NOT NULL,
    created_at timestamptz NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (merchant_id, id),
    CONSTRAINT orders_number UNIQUE (merchant_id, source, external_no),
    CONSTRAINT orders_merchant FOREIGN KEY (merchant_id) REFERENCES parties (id)
);
CREATE INDEX orders_by_time ON orders (merchant_id, placed_at, id);
CREATE INDEX orders_to_assign_list ON orders (merchant_id, placed_at, id) WHERE to_assign > 0;
CREATE INDEX orders_to_accept_list ON orders (merchant_id, placed_at, id) WHERE to_accept > 0;
CREATE INDEX orders_to_number_list ON orders (merchant_id, placed_at, id) WHERE to_number > 0;
CREATE INDEX orders_to_print_list ON orders (merchant_id, placed_at, id) WHERE to_print > 0;
CREATE INDEX orders_to_ship_list ON orders (merchant_id, placed_at, id) WHERE to_ship > 0;
CREATE INDEX orders_shipped_list ON orders (merchant_id, placed_at, id) WHERE shipped > 0;
CREATE INDEX orders_exception_list ON orders (merchant_id, placed_at, id) WHERE exception IS NOT NULL;
CREATE INDEX orders_by_number ON orders (merchant_id, number_key, id);
CREATE INDEX orders_by_tail ON orders (merchant_id, number_tail, placed_at, id);
CREATE INDEX orders_by_province ON orders (merchant_id, province, placed_at, id);
CREATE INDEX orders_by_city ON orders (merchant_id, city, placed_at, id, region);
CREATE INDEX orders_by_source ON orders (merchant_id, source, placed_at, id);
CREATE INDEX orders_by_origin ON orders (merchant_id, origin, placed_at, id);

-- A line keeps ordered = free + assigned + refunded at every moment.
CREATE TABLE lines (
    merchant_id uuid NOT NULL,
    id uuid NOT NULL,
    order_id uuid NOT NULL,
    key text NOT NULL,
    ordinal bigint NOT NULL,
    product_id uuid NOT NULL,
    placed_at timestamptz NOT NULL,
    ordered bigint NOT NULL,
    free bigint NOT NULL CONSTRAINT lines_free CHECK (free >= 0),
    assigned bigint NOT NULL CONSTRAINT lines_assigned CHECK (assigned >= 0),
    refunded bigint NOT NULL CONSTRAINT lines_refunded CHECK (refunded >= 0),
    refund_state text NOT NULL CONSTRAINT lines_refund_state CHECK (refund_state IN ('none', 'open', 'done')),
    price_fen bigint NOT NULL,
    PRIMARY KEY (merchant_id, id),
    CONSTRAINT lines_key UNIQUE (merchant_id, order_id, key),
    CONSTRAINT lines_balance CHECK (ordered = free + assigned + refunded),
    CONSTRAINT lines_order FOREIGN KEY (merchant_id, order_id) REFERENCES orders (merchant_id, id),
    CONSTRAINT lines_product FOREIGN KEY (merchant_id, product_id) REFERENCES products (merchant_id, id)
);
CREATE INDEX lines_by_product ON lines (merchant_id, product_id, placed_at, order_id);

-- A buyer's wish to take a quantity back.
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
