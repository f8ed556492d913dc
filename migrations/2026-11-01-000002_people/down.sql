DROP TABLE login_failures;
DROP TABLE sessions;
DROP TABLE mail_proofs;
DROP TABLE members;
DROP TABLE people;
