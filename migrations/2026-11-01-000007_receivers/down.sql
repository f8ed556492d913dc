DROP TABLE receiver_tokens;
DROP TABLE receiver_tags;
DROP TABLE receiver_salts;
DROP TABLE receivers;
DROP TABLE index_keys;
DROP TABLE data_keys;
