ALTER TABLE people DROP COLUMN mail_proved_at;
