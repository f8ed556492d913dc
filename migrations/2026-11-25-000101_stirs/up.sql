-- That something of a noun changed for a party, never what: a row for each transaction, kept for minutes, read by
-- those who hold a console's stream. Rows are only added, so that no two transactions wait for each other here.
CREATE TABLE stirs (
    party_id uuid NOT NULL,
    at timestamptz NOT NULL,
    id uuid NOT NULL,
    noun text NOT NULL,
    PRIMARY KEY (party_id, at, id)
);
CREATE INDEX stirs_by_age ON stirs (at);
