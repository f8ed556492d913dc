DROP TABLE recall_requests;
DROP TABLE assignment_lines;
DROP TABLE assignments;
