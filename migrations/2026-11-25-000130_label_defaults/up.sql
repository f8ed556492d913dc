-- Which custom area a party's labels carry without being asked for: everywhere (the scope is the party itself) or in
-- one binding, for each paper.
CREATE TABLE label_defaults (
    party_id uuid NOT NULL,
    scope_owner_id uuid NOT NULL,
    scope_id uuid NOT NULL,
    size text NOT NULL,
    template_id uuid NOT NULL,
    PRIMARY KEY (party_id, scope_id, size),
    CONSTRAINT label_defaults_template FOREIGN KEY (party_id, template_id) REFERENCES label_templates (party_id, id)
);
CREATE INDEX label_defaults_by_template ON label_defaults (party_id, template_id);

-- Whose drawing a label's custom area shows; a template that was deleted meanwhile is not missed.
ALTER TABLE tickets ADD COLUMN custom_party_id uuid;
ALTER TABLE tickets ADD COLUMN custom_template_id uuid;

-- What left on a day, for the hand-over list.
CREATE INDEX parcels_left ON parcels (fulfiller_id, shipped_at, id) WHERE shipped_at IS NOT NULL;
