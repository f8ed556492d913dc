DROP TABLE sku_map;
DROP TABLE products;
