-- What each actor spent, hour by hour, on learning whether receivers of a merchant are equal.
CREATE TABLE comparisons (
    merchant_id uuid NOT NULL,
    actor text NOT NULL,
    hour timestamptz NOT NULL,
    spent bigint NOT NULL CONSTRAINT comparisons_spent CHECK (spent >= 0),
    PRIMARY KEY (merchant_id, actor, hour)
);
CREATE INDEX comparisons_by_hour ON comparisons (hour);
