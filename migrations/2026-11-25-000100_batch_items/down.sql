ALTER TABLE batch_refusals DROP COLUMN detail;
DROP INDEX batches_by_end;
ALTER TABLE batches DROP COLUMN reasons;
ALTER TABLE batches DROP COLUMN retry_of;
ALTER TABLE batches DROP COLUMN place;
ALTER TABLE batches DROP COLUMN machine_id;
DROP TABLE batch_items;
