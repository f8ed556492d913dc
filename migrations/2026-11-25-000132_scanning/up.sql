-- When the goods were checked against the label.
ALTER TABLE parcels ADD COLUMN verified_at timestamptz;
-- A scanner reads a number; which carrier's, only the number's row knows.
CREATE INDEX waybill_numbers_by_number ON waybill_numbers (number);
