DROP INDEX waybill_numbers_by_number;
ALTER TABLE parcels DROP COLUMN verified_at;
