ALTER TABLE bindings ADD COLUMN mailed_at timestamptz;
ALTER TABLE bindings ADD COLUMN summed_at timestamptz;
UPDATE bindings SET mailed_at = (SELECT p.told_at FROM mail_paces p WHERE p.merchant_id = bindings.merchant_id
    AND p.binding_id = bindings.id AND p.notice = 'assigned');
UPDATE bindings SET summed_at = (SELECT p.told_at FROM mail_paces p WHERE p.merchant_id = bindings.merchant_id
    AND p.binding_id = bindings.id AND p.notice = 'shipped');
DROP TABLE mail_paces;
