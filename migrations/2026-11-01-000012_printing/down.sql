DROP TABLE receipts;
DROP TABLE tickets;
DROP TABLE label_templates;
DROP TABLE print_agents;
