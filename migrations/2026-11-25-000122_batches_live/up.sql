-- Uploads that wait too long are found without reading every batch there ever was.
CREATE INDEX batches_live ON batches (created_at) WHERE state IN ('waiting', 'running');
