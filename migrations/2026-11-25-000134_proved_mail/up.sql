-- When a person showed that mail to their address reaches them: by an invitation's link or a reset's. Whoever applies
-- names an address, which proves nothing.
ALTER TABLE people ADD COLUMN mail_proved_at timestamptz;
