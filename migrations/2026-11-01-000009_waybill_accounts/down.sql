DROP TABLE ledger;
DROP TABLE waybill_accounts;
