DROP INDEX parcels_left;
ALTER TABLE tickets DROP COLUMN custom_template_id;
ALTER TABLE tickets DROP COLUMN custom_party_id;
DROP TABLE label_defaults;
