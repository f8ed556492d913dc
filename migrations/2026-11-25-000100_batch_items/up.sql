-- A batch over a selection walks the rows that are written down when it begins: "all" keeps its meaning.
CREATE TABLE batch_items (
    owner_id uuid NOT NULL,
    batch_id uuid NOT NULL,
    ordinal bigint NOT NULL,
    merchant_id uuid NOT NULL,
    thing_id uuid NOT NULL,
    PRIMARY KEY (owner_id, batch_id, ordinal),
    CONSTRAINT batch_items_batch FOREIGN KEY (owner_id, batch_id) REFERENCES batches (owner_id, id)
);
-- Who asked, if it was a machine; how far the walk is; which batch's refusals it tries again; refusals by code.
ALTER TABLE batches ADD COLUMN machine_id uuid;
ALTER TABLE batches ADD COLUMN place bigint;
ALTER TABLE batches ADD COLUMN retry_of uuid;
ALTER TABLE batches ADD COLUMN reasons jsonb;
CREATE INDEX batches_by_end ON batches (owner_id, ended_at);
-- What the code's words do not say.
ALTER TABLE batch_refusals ADD COLUMN detail text;
