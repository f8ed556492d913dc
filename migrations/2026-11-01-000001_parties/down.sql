DROP TABLE settings;
DROP TABLE public_codes;
DROP TABLE parties;
