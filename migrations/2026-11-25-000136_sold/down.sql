DROP INDEX waybills_of_day;
CREATE INDEX waybills_of_day ON waybills (merchant_id, binding_id, reserved_at)
    WHERE account_party_id = merchant_id AND state IN ('reserved', 'unknown', 'issued');
