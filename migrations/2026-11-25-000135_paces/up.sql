-- When a binding was last mailed about, per notice: a row of its own, for whoever assigns holds the binding's.
CREATE TABLE mail_paces (
    merchant_id uuid NOT NULL,
    binding_id uuid NOT NULL,
    notice text NOT NULL CONSTRAINT mail_paces_notice CHECK (notice IN ('assigned', 'shipped')),
    told_at timestamptz,
    PRIMARY KEY (merchant_id, binding_id, notice),
    FOREIGN KEY (merchant_id, binding_id) REFERENCES bindings (merchant_id, id)
);
INSERT INTO mail_paces (merchant_id, binding_id, notice, told_at)
    SELECT merchant_id, id, 'assigned', mailed_at FROM bindings WHERE mailed_at IS NOT NULL;
INSERT INTO mail_paces (merchant_id, binding_id, notice, told_at)
    SELECT merchant_id, id, 'shipped', summed_at FROM bindings WHERE summed_at IS NOT NULL;
ALTER TABLE bindings DROP COLUMN mailed_at;
ALTER TABLE bindings DROP COLUMN summed_at;
