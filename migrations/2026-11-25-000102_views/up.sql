-- How a person likes a page of a console: filters, columns, row height, under a name. The body is the console's.
CREATE TABLE views (
    party_id uuid NOT NULL,
    person_id uuid NOT NULL,
    id uuid NOT NULL,
    page text NOT NULL,
    name text NOT NULL,
    body jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (party_id, person_id, id),
    CONSTRAINT views_name UNIQUE (party_id, person_id, page, name)
);
