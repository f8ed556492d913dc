-- PostgreSQL roles of the four processes: what each may touch (ARCHITECTURE.md, "Processes and keys").
-- Applied by `sealship migrate --roles` after the migrations, by the owner of the tables; safe to repeat.
-- Login users are the operator's: CREATE USER shop_api IN ROLE sealship_merchant PASSWORD '…'.
DO $$
DECLARE role text;
BEGIN
    FOREACH role IN ARRAY ARRAY['sealship_merchant', 'sealship_factory', 'sealship_platform', 'sealship_worker'] LOOP
        -- Roles belong to the server, not to this database: another start may be making the same one.
        BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
                EXECUTE format('CREATE ROLE %I NOLOGIN', role);
            END IF;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
        END;
        EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA public FROM %I', role);
        EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', role);
    END LOOP;
END $$;

-- The worker does the jobs of everybody.
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO sealship_worker;
-- Nobody rewrites the audit, not even the worker.
REVOKE UPDATE, DELETE ON audit FROM sealship_worker;
REVOKE DELETE ON audit_heads FROM sealship_worker;

-- What every door needs: who signs in, what was asked before, what the world must be told.
GRANT SELECT, INSERT, UPDATE, DELETE ON
    people, members, mail_proofs, sessions, login_failures, machines, refresh_tokens, idempotency_keys,
    batches, batch_items, batch_refusals, views
    TO sealship_merchant, sealship_factory, sealship_platform;
-- What changed is told by everybody and forgotten by the worker.
GRANT SELECT, INSERT ON stirs TO sealship_merchant, sealship_factory, sealship_platform;
GRANT SELECT, INSERT ON parties TO sealship_merchant, sealship_factory, sealship_platform;
-- A party changes how it is called and reached; only the operator whether it may work.
GRANT UPDATE (name, drop_shipping, locale, mail, sender, version) ON parties TO sealship_merchant, sealship_factory;
GRANT UPDATE ON parties TO sealship_platform;
GRANT SELECT, INSERT, UPDATE ON public_codes TO sealship_merchant, sealship_factory, sealship_platform;
GRANT SELECT ON settings TO sealship_merchant, sealship_factory;
GRANT SELECT, INSERT, UPDATE ON settings TO sealship_platform;

-- A door puts jobs and mails; it does not end them, nor read mails: one may hold somebody's one-time secret.
GRANT INSERT, SELECT (kind, key, state, run_at, payload), UPDATE (payload, run_at) ON jobs
    TO sealship_merchant, sealship_factory;
GRANT SELECT, INSERT, UPDATE, DELETE ON jobs TO sealship_platform;
GRANT INSERT ON mails TO sealship_merchant, sealship_factory, sealship_platform;
GRANT SELECT (party_id, id, kind, address, locale, state, answer, created_at, ended_at),
    UPDATE (state, answer, ended_at) ON mails TO sealship_platform;

-- The work both sides share.
GRANT SELECT, INSERT, UPDATE ON
    bindings, sku_map, assignments, assignment_lines, recall_requests,
    parcels, parcel_items, waybills, waybill_numbers, waybill_accounts, tickets, receipts, label_answers,
    label_templates, label_defaults, mail_paces
    TO sealship_merchant, sealship_factory, sealship_platform;
-- What was booked stays as it was booked.
GRANT SELECT, INSERT ON ledger TO sealship_merchant, sealship_factory, sealship_platform;
GRANT SELECT, INSERT, UPDATE ON orders, lines TO sealship_merchant, sealship_platform;
-- A fulfiller moves orders on and never learns their shop or what the buyer paid. The number is read to tell the merchant.
GRANT SELECT (merchant_id, id, external_no, origin, state, placed_at, paid_at, ship_by, closed_at, remark, seller_remark,
    receiver_id, receiver_write, province, city, region, exception, to_assign, to_accept, to_number, to_print, to_ship,
    shipped, created_at, version),
    UPDATE (exception, to_assign, to_accept, to_number, to_print, to_ship, shipped, version) ON orders TO sealship_factory;
GRANT SELECT (merchant_id, id, order_id, key, ordinal, product_id, placed_at, ordered, free, assigned, refunded, refund_state),
    UPDATE (free, assigned) ON lines TO sealship_factory;
GRANT DELETE ON sku_map, parcel_items, waybill_numbers, label_templates, label_defaults TO sealship_merchant, sealship_factory;
GRANT SELECT ON products TO sealship_factory;
-- That a refund is open, never why.
GRANT SELECT (merchant_id, id, order_id, line_id, quantity, state, overridden_at) ON refunds TO sealship_factory;
GRANT SELECT, INSERT, UPDATE ON products, refunds TO sealship_merchant, sealship_platform;

-- Receivers: the merchant's door seals and masks, the platform's door takes marketplace orders in.
-- The factory's door has no right on ciphertext, salts, tags or wrapped keys at all.
GRANT SELECT, INSERT, UPDATE, DELETE ON receivers, receiver_salts, receiver_tags
    TO sealship_merchant, sealship_platform;
GRANT SELECT, INSERT ON data_keys, index_keys TO sealship_merchant, sealship_platform;
GRANT SELECT, INSERT, UPDATE, DELETE ON receiver_tokens TO sealship_merchant, sealship_platform;
-- The right to UPDATE a date is the right to lock the row.
GRANT SELECT (merchant_id, id, viewer_id, created_at), UPDATE (created_at), DELETE ON receiver_tokens TO sealship_factory;
GRANT SELECT, INSERT ON audit TO sealship_merchant, sealship_platform;
GRANT SELECT, INSERT, UPDATE ON audit_heads TO sealship_merchant, sealship_platform;
GRANT SELECT, INSERT, UPDATE ON comparisons TO sealship_merchant, sealship_platform;

-- Print agents: consoles invite, name and revoke; only the platform's door writes a device's keys.
GRANT SELECT ON print_agents TO sealship_merchant, sealship_factory;
GRANT INSERT (party_id, id, name, state, code_hash, code_until, invited_by, created_at, version),
    UPDATE (name, state, code_hash, code_until, version) ON print_agents TO sealship_merchant, sealship_factory;
GRANT SELECT, INSERT, UPDATE ON print_agents TO sealship_platform;

-- No side reads another side's people or sessions, nor what proves or repeats their calls.
DO $$
DECLARE held text; side text; own text;
BEGIN
    FOREACH held IN ARRAY ARRAY['people', 'members', 'mail_proofs', 'sessions', 'login_failures', 'machines',
        'refresh_tokens', 'idempotency_keys'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', held);
        EXECUTE format('DROP POLICY IF EXISTS worker_all ON %I', held);
        EXECUTE format('CREATE POLICY worker_all ON %I TO sealship_worker USING (true) WITH CHECK (true)', held);
        FOREACH side IN ARRAY ARRAY['merchant', 'factory', 'platform'] LOOP
            own := CASE held
                -- A refresh token is of its machine's side; a key's scope begins with the door it was used at.
                WHEN 'refresh_tokens' THEN format('EXISTS (SELECT FROM machines m WHERE m.party_id = '
                    'refresh_tokens.party_id AND m.id = refresh_tokens.machine_id AND m.side = %L)', side)
                WHEN 'idempotency_keys' THEN format('starts_with(scope, %L)', side || ' ')
                ELSE format('side = %L', side)
            END;
            EXECUTE format('DROP POLICY IF EXISTS %I ON %I', 'side_' || side, held);
            EXECUTE format('CREATE POLICY %I ON %I TO %I USING (%s) WITH CHECK (%s)',
                'side_' || side, held, 'sealship_' || side, own, own);
        END LOOP;
    END LOOP;
END $$;
