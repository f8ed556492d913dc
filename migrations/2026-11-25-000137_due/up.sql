-- What is still to be shipped, the earliest due first.
CREATE INDEX orders_due ON orders (merchant_id, ship_by, id)
    WHERE to_assign + to_accept + to_number + to_print + to_ship > 0;
