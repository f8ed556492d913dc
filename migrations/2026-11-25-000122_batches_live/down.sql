DROP INDEX batches_live;
