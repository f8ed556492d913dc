DROP TABLE batch_refusals;
DROP TABLE batches;
