DROP TABLE refunds;
DROP TABLE lines;
DROP TABLE orders;
