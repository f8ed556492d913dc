DROP INDEX assignments_open_work;
