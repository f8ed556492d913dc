-- Which binding's day a number counts in: read under that binding's lock by each take, so it must not read others'.
-- It is the parcel's binding, which never changes; no reference of its own.
ALTER TABLE waybills ADD COLUMN binding_id uuid;
UPDATE waybills SET binding_id = (SELECT p.binding_id FROM parcels p
    WHERE p.merchant_id = waybills.merchant_id AND p.id = waybills.parcel_id);
CREATE INDEX waybills_of_day ON waybills (merchant_id, binding_id, reserved_at)
    WHERE account_party_id = merchant_id AND state IN ('reserved', 'unknown', 'issued');
-- What a fulfiller has in hand, among all it ever had.
CREATE INDEX assignments_in_hand ON assignments (fulfiller_id, placed_at, id) WHERE state IN ('assigned', 'accepted');
-- What housekeeping looks for.
CREATE INDEX sessions_expired ON sessions (expires_at);
CREATE INDEX refresh_tokens_expired ON refresh_tokens (expires_at);
CREATE INDEX mail_proofs_expired ON mail_proofs (expires_at);
CREATE INDEX tickets_late ON tickets (leave_by) WHERE state IN ('asked', 'sealed');
CREATE INDEX batches_ended ON batches (ended_at) WHERE ended_at IS NOT NULL;
