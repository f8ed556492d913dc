DROP INDEX tickets_open;
DROP TABLE label_answers;
