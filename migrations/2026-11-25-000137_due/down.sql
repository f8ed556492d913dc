DROP INDEX orders_due;
