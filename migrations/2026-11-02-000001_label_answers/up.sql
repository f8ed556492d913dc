-- What a person said of a label whose agent could not tell, or did not.
CREATE TABLE label_answers (
    merchant_id uuid NOT NULL,
    ticket_id uuid NOT NULL,
    printed boolean NOT NULL,
    said_by uuid,
    said_at timestamptz NOT NULL,
    PRIMARY KEY (merchant_id, ticket_id),
    CONSTRAINT label_answers_ticket FOREIGN KEY (merchant_id, ticket_id) REFERENCES tickets (merchant_id, id)
);

-- Labels without a receipt, the longest waiting first.
CREATE INDEX tickets_open ON tickets (fulfiller_id, asked_at, id) WHERE state IN ('sealed', 'redeemed', 'unknown');
