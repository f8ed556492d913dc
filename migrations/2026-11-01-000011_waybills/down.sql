DROP TABLE waybill_numbers;
DROP TABLE waybills;
