DROP INDEX batches_ended;
DROP INDEX tickets_late;
DROP INDEX mail_proofs_expired;
DROP INDEX refresh_tokens_expired;
DROP INDEX sessions_expired;
DROP INDEX assignments_in_hand;
DROP INDEX waybills_of_day;
ALTER TABLE waybills DROP COLUMN binding_id;
