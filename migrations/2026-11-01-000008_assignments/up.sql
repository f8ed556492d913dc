-- Quantities of one order given to one fulfiller (代发单). The counters are the same roll-up as the order's.
CREATE TABLE assignments (
    merchant_id uuid NOT NULL,
    id uuid NOT NULL,
    order_id uuid NOT NULL,
    fulfiller_id uuid NOT NULL,
    binding_id uuid,
    alias text NOT NULL,
    state text NOT NULL CONSTRAINT assignments_state
        CHECK (state IN ('held', 'assigned', 'accepted', 'shipped', 'declined', 'failed', 'recalled')),
    code text,
    note text NOT NULL,
    receiver_token uuid,
    placed_at timestamptz NOT NULL,
    held_until timestamptz NOT NULL,
    assigned_at timestamptz,
    accept_by timestamptz,
    accepted_at timestamptz,
    ship_by timestamptz,
    ended_at timestamptz,
    exception text,
    to_accept bigint NOT NULL CONSTRAINT assignments_to_accept CHECK (to_accept >= 0),
    to_number bigint NOT NULL CONSTRAINT assignments_to_number CHECK (to_number >= 0),
    to_print bigint NOT NULL CONSTRAINT assignments_to_print CHECK (to_print >= 0),
    to_ship bigint NOT NULL CONSTRAINT assignments_to_ship CHECK (to_ship >= 0),
    shipped bigint NOT NULL CONSTRAINT assignments_shipped CHECK (shipped >= 0),
    act_id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (merchant_id, id),
    CONSTRAINT assignments_order FOREIGN KEY (merchant_id, order_id) REFERENCES orders (merchant_id, id),
    CONSTRAINT assignments_binding FOREIGN KEY (merchant_id, binding_id) REFERENCES bindings (merchant_id, id)
);
CREATE INDEX assignments_by_order ON assignments (merchant_id, order_id);
CREATE INDEX assignments_by_act ON assignments (merchant_id, act_id);
CREATE INDEX assignments_by_fulfiller ON assignments (merchant_id, fulfiller_id, placed_at, order_id);
CREATE INDEX assignments_to_tell ON assignments (merchant_id, binding_id, assigned_at);
CREATE INDEX assignments_by_token ON assignments (merchant_id, receiver_token);
CREATE INDEX assignments_held ON assignments (merchant_id, held_until) WHERE state = 'held';
CREATE INDEX assignments_open_of_binding ON assignments (merchant_id, binding_id)
    WHERE state IN ('held', 'assigned', 'accepted');
CREATE INDEX assignments_of_fulfiller ON assignments (fulfiller_id, placed_at, id) WHERE state <> 'held';
CREATE INDEX assignments_to_accept_list ON assignments (fulfiller_id, placed_at, id) WHERE state = 'assigned';
CREATE INDEX assignments_to_number_list ON assignments (fulfiller_id, placed_at, id) WHERE to_number > 0;
CREATE INDEX assignments_to_print_list ON assignments (fulfiller_id, placed_at, id) WHERE to_print > 0;
CREATE INDEX assignments_to_ship_list ON assignments (fulfiller_id, placed_at, id) WHERE to_ship > 0;
CREATE INDEX assignments_shipped_list ON assignments (fulfiller_id, placed_at, id) WHERE shipped > 0;
CREATE INDEX assignments_exception_list ON assignments (fulfiller_id, placed_at, id) WHERE exception IS NOT NULL;
CREATE INDEX assignments_by_alias ON assignments (fulfiller_id, alias);

CREATE TABLE assignment_lines (
    merchant_id uuid NOT NULL,
    assignment_id uuid NOT NULL,
    line_id uuid NOT NULL,
    order_id uuid NOT NULL,
    product_id uuid NOT NULL,
    quantity bigint NOT NULL CONSTRAINT assignment_lines_quantity CHECK (quantity > 0),
    packed bigint NOT NULL CONSTRAINT assignment_lines_packed CHECK (packed >= 0),
    shipped bigint NOT NULL,
    returned bigint NOT NULL CONSTRAINT assignment_lines_returned CHECK (returned >= 0),
    PRIMARY KEY (merchant_id, assignment_id, line_id),
    CONSTRAINT assignment_lines_balance CHECK (packed + returned <= quantity),
    CONSTRAINT assignment_lines_shipped CHECK (shipped >= 0 AND shipped <= packed),
    CONSTRAINT assignment_lines_assignment FOREIGN KEY (merchant_id, assignment_id) REFERENCES assignments (merchant_id, id),
    CONSTRAINT assignment_lines_line FOREIGN KEY (merchant_id, line_id) REFERENCES lines (merchant_id, id)
);
CREATE INDEX assignment_lines_by_order ON assignment_lines (merchant_id, order_id);
CREATE INDEX assignment_lines_by_line ON assignment_lines (merchant_id, line_id);

-- The conversation after a number exists: what the merchant wants back, and the answer.
CREATE TABLE recall_requests (
    merchant_id uuid NOT NULL,
    id uuid NOT NULL,
    assignment_id uuid NOT NULL,
    fulfiller_id uuid NOT NULL,
    quantities jsonb NOT NULL,
    reason text NOT NULL,
    state text NOT NULL CONSTRAINT recall_requests_state CHECK (state IN ('asked', 'granted', 'denied', 'withdrawn')),
    answer text NOT NULL,
    asked_at timestamptz NOT NULL,
    answered_at timestamptz,
    version bigint NOT NULL,
    PRIMARY KEY (merchant_id, id),
    CONSTRAINT recall_requests_assignment FOREIGN KEY (merchant_id, assignment_id) REFERENCES assignments (merchant_id, id)
);
CREATE UNIQUE INDEX recall_requests_one_open ON recall_requests (merchant_id, assignment_id) WHERE state = 'asked';
CREATE INDEX recall_requests_of_fulfiller ON recall_requests (fulfiller_id, state, asked_at, id);
