DROP TABLE stirs;
