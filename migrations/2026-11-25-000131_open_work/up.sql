-- A merchant asks what one fulfiller still has to do. What is shipped leaves this index: it stays as small as the work.
CREATE INDEX assignments_open_work ON assignments (merchant_id, fulfiller_id, placed_at, order_id)
    WHERE to_accept > 0 OR to_number > 0 OR to_print > 0 OR to_ship > 0;
