// Written by script/api from the door's document: do not edit.
export interface paths {
    "/v1/agents/about": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a sealed ticket is, and how it is printed: for people who opened one without the agent. */
        get: operations["get_agents_about"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/enrol": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Trades the one-time code from the console for a place at this platform. */
        post: operations["post_agents_enrol"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/self/hello": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tells an agent that all is well: enrolled, not revoked, the clock near enough. Signed by the device. */
        post: operations["post_agents_self_hello"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/self/receipts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes signed receipts, at most 100; what is named in neither list is to be sent again. */
        post: operations["post_agents_self_receipts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/self/redemptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets an agent open one ticket, once. Signed by the device (`Sealship-Agent`, `Sealship-Time`, `Sealship-Signature`). */
        post: operations["post_agents_self_redemptions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A stream of server-sent events: `stir` names the nouns to ask for again, `batch` tells how far one is, `reset` that
         *     everything is to be read anew. Come back with `Last-Event-ID`; a line of comment every 15 seconds says that it lives.
         */
        get: operations["get_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/flow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The last days, at most 30, in the platform's zone; the last one is today so far. */
        get: operations["get_flow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/flow/troubles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What went wrong in the last days, at most 30, beside what went well: mail, waybill numbers, jobs. */
        get: operations["get_flow_troubles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Open invitations, the newest first. */
        get: operations["get_invitations"];
        put?: never;
        /** Invites somebody into the party. */
        post: operations["post_invitations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes an invitation back. */
        delete: operations["delete_invitations_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accepts an invitation with the secret of its link. */
        post: operations["post_invitations_accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Jobs that gave up or are stuck, oldest first. */
        get: operations["get_jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/drop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a dead job up for good. */
        post: operations["post_jobs_id_drop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Runs a dead job again, from its first attempt. */
        post: operations["post_jobs_id_replay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/queue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the queue stands, by kind of job. */
        get: operations["get_jobs_queue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/machines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The party's machines. */
        get: operations["get_machines"];
        put?: never;
        /** Makes a machine and shows its secret once. Wants a step-up. */
        post: operations["post_machines"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/machines/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revokes a machine; its tokens stop counting at once. */
        delete: operations["delete_machines_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mails": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Mails in a state, newest first: the refused ones unless told. */
        get: operations["get_mails"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mails/{id}/again": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Queues a refused or failed mail again. */
        post: operations["post_mails_id_again"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mails/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a test mail. */
        post: operations["post_mails_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{merchant}/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes in at most 500 orders of one merchant, as the marketplace that sold them. */
        post: operations["post_merchants_merchant_orders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{merchant}/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Refunds of one merchant's orders from the marketplace, newest first. */
        get: operations["get_merchants_merchant_refunds"];
        put?: never;
        /** Opens refunds of pieces of lines, at most 500. */
        post: operations["post_merchants_merchant_refunds"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{merchant}/refunds/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Completes refunds: free pieces are refunded; what is with a fulfiller the merchant recalls first. */
        post: operations["post_merchants_merchant_refunds_complete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{merchant}/refunds/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraws refunds the marketplace opened. */
        post: operations["post_merchants_merchant_refunds_withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/parties": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Parties in the order they applied. */
        get: operations["get_parties"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/parties/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One party. */
        get: operations["get_parties_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/parties/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets a party work. */
        post: operations["post_parties_id_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/parties/{id}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Turns an application down. */
        post: operations["post_parties_id_refuse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/parties/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets a stopped party work again. */
        post: operations["post_parties_id_resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/parties/{id}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stops a party. */
        post: operations["post_parties_id_suspend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/party": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The party one acts for. */
        get: operations["get_party"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes it: name, drop-shipping, language, notice address, sender. */
        patch: operations["patch_party"];
        trace?: never;
    };
    "/v1/password-resets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a link to a new password; the answer is the same whether or not somebody has that address. */
        post: operations["post_password_resets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/password-resets/redeem": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sets the new password; every session of the person ends. */
        post: operations["post_password_resets_redeem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The people of the party. */
        get: operations["get_people"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes a person out of the party. */
        delete: operations["delete_people_id"];
        options?: never;
        head?: never;
        /** Changes a person's role. */
        patch: operations["patch_people_id"];
        trace?: never;
    };
    "/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in, for which party, with which scopes. */
        get: operations["get_session"];
        put?: never;
        /** Signs a person in; the session is in a cookie. */
        post: operations["post_session"];
        /** Signs out: the session ends and the cookie goes. */
        delete: operations["delete_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/party": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Acts for another of one's parties from now on. */
        put: operations["put_session_party"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/step-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Proves that one is still there, for acts that want a fresh proof. */
        post: operations["post_session_step_up"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's sessions. */
        get: operations["get_sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends one of one's sessions. */
        delete: operations["delete_sessions_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All settings. */
        get: operations["get_settings"];
        /** Sets all settings. Wants a step-up. */
        put: operations["put_settings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tickets/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tells what a sealed ticket is, where it stands, and how to print it; the ticket itself is the credential. */
        post: operations["post_tickets_explain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Trades a machine's secret, or a refresh token, for a token of ten minutes. */
        post: operations["post_token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a secret for an authenticator; it counts once a code was confirmed. Wants a step-up. */
        post: operations["post_totp"];
        /** Switches codes off. Wants a step-up. */
        delete: operations["delete_totp"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/totp/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Switches codes on with a first right one. */
        post: operations["post_totp_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own views in this party, at most 50. */
        get: operations["get_views"];
        put?: never;
        /** Keeps a view under a name. */
        post: operations["post_views"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/views/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Changes one. */
        put: operations["put_views_id"];
        post?: never;
        /** Forgets one. */
        delete: operations["delete_views_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/waybill-accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Accounts in one state, oldest first: those applied for unless told. */
        get: operations["get_waybill_accounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/waybill-accounts/{account}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One account. */
        get: operations["get_waybill_accounts_account"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/waybill-accounts/{account}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approves an account at a price. */
        post: operations["post_waybill_accounts_account_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/waybill-accounts/{account}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Closes an account no number is being taken on. */
        post: operations["post_waybill_accounts_account_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/waybill-accounts/{account}/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What moved in an account, newest first. */
        get: operations["get_waybill_accounts_account_ledger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/waybill-accounts/{account}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuses an account. */
        post: operations["post_waybill_accounts_account_refuse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/waybill-accounts/{account}/top-ups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Books what a party paid in, once per reference. */
        post: operations["post_waybill_accounts_account_top_ups"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/waybill-numbers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who has a number. */
        get: operations["get_waybill_numbers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/waybill-numbers/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes a typed number from who holds it. If its parcel is still there it waits for a number again, else its orders are
         *     flagged `number_lost`. The next to type the number gets it; who lost it may not type it again.
         */
        post: operations["post_waybill_numbers_release"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @description The invited one's answer. A person of this side who has shown by a mailed link that the address is theirs keeps name
         *     and password; anyone else brings both, and an account somebody made of the address becomes theirs.
         */
        AcceptAsk: {
            /** @description The language of mails, `zh-CN` unless told. */
            locale?: string | null;
            /** @description A new person's name. */
            name?: string | null;
            /** @description A new person's password. */
            password?: string | null;
            /** @description The secret of the mailed link. */
            secret: string;
        };
        /** @description What an accepted invitation leads to: sign in next. */
        AcceptedView: {
            /** @description What to sign in with. */
            mail: string;
            /** @description Its name. */
            name: string;
            /** @description The party. */
            party: components["schemas"]["PartyId"];
        };
        /** @description bat_ and 22 letters, digits, - or _ */
        BatchId: string;
        /** @description A batch on its way, in few words. */
        BatchMoving: {
            /**
             * Format: int64
             * @description Rows done.
             */
            done: number;
            /** @description The batch. */
            id: components["schemas"]["BatchId"];
            /** @description What it does. */
            kind: string;
            /**
             * Format: int64
             * @description Rows refused.
             */
            refused: number;
            /** @description Where it stands. */
            state: string;
            /**
             * Format: int64
             * @description Rows in all, once known.
             */
            total?: number | null;
            /**
             * Format: int64
             * @description It grows with every step.
             */
            version: number;
        };
        /**
         * @description Why a call or a row is refused.
         * @enum {string}
         */
        Code: "malformed_json" | "invalid_field" | "unknown_field" | "body_too_large" | "wrong_content_type" | "too_many_rows" | "duplicate_key" | "not_found" | "method_not_allowed" | "stale" | "idempotency_key_missing" | "idempotency_key_reused" | "idempotency_key_in_flight" | "rate_limited" | "busy" | "sign_in_needed" | "sign_in_refused" | "totp_needed" | "forbidden" | "step_up_needed" | "cross_site" | "party_not_active" | "mail_taken" | "proof_not_valid" | "weak_password" | "last_owner" | "already_decided" | "drop_shipping_off" | "code_unknown" | "same_party" | "already_bound" | "binding_not_live" | "term_not_yours" | "state_forbids" | "masked_receiver" | "two_receivers" | "number_lost_digits" | "file_refused" | "upload_expired" | "order_of_platform" | "comparisons_spent" | "order_given" | "order_closed" | "cut_below_assigned" | "nothing_free" | "refund_open" | "undo_too_late" | "has_waybill" | "region_unknown" | "nothing_to_pack" | "receivers_differ" | "receiver_changed" | "receiver_gone" | "waybill_live" | "waybill_unknown" | "number_taken" | "number_lost" | "number_not_valid" | "no_number" | "carrier_unknown" | "carrier_not_allowed" | "carrier_refused" | "region_not_served" | "carrier_down" | "balance_too_low" | "sender_missing" | "cap_reached" | "account_not_active" | "agent_unknown" | "agent_revoked" | "agent_code_not_valid" | "agent_signature" | "clock_off" | "already_redeemed" | "ticket_expired" | "reprint_reason";
        /** @description A code of the authenticator. */
        CodeAsk: {
            /** @description Six digits. */
            totp: string;
        };
        /** @description The operator's words with a decision. */
        DecideAsk: {
            /** @description Shown to the party. */
            note?: string;
            /**
             * Format: int64
             * @description The version of the party the operator looked at.
             */
            version: number;
        };
        /** @description An agent asks to be enrolled with the one-time code from the console. */
        EnrolAsk: {
            /** @description One-time code. */
            code: string;
            /** @description What people call it, at most 60 characters. */
            name: string;
            /** @description Signature by `sign_key` over the rest: whoever enrols a key holds it. */
            proof: string;
            /** @description Tickets will be sealed to this key. */
            seal_key: string;
            /** @description Requests and receipts will be signed by this key. */
            sign_key: string;
        };
        /** @description What an authenticator needs, shown once. */
        Enrolment: {
            /** @description The secret in base 32, to type. */
            secret: string;
            /** @description The same as an `otpauth://` URL, to scan. */
            url: string;
        };
        /** @description What the agent keeps of its enrolment. */
        EnrolReply: {
            /** @description Its id, in every ticket and request. */
            agent_id: string;
            /** @description Web origins of the consoles that may speak to it, `https://factory.example`. */
            origins?: string[];
            /** @description Whose agent it is now, as a name to show. */
            party: string;
            /** @description Signs tickets; pinned. */
            platform_key: string;
        };
        /** @description A signed ticket as it travels: the `standard` area of a print document. */
        Envelope: {
            /** @description base64url, at most [`MAX_CIPHERTEXT`] bytes. */
            ciphertext: string;
            /** @description HPKE's encapsulated key, base64url of 32 bytes. */
            enc: string;
            /** @description In the open, authenticated. */
            header: components["schemas"]["Header"];
            /** @description The platform's Ed25519 signature over all of the above. */
            signature: string;
        };
        /**
         * @description Who can mend it.
         * @enum {string}
         */
        ErrorSource: "caller" | "platform" | "carrier";
        /** @description What a ticket is, and why it says nothing by itself. Only what its own header says, and where it stands. */
        Explained: {
            /** @description The one agent that can open it. */
            agent: string;
            /** @description The waybill number. */
            document_id: string;
            /** @description Signed by this platform. */
            genuine: boolean;
            /**
             * Format: int64
             * @description The label leaves the agent until then, unix seconds.
             */
            leave_by: number;
            /**
             * Format: int32
             * @description Which print of the label it is.
             */
            print_no: number;
            /**
             * Format: int64
             * @description The agent takes it until then, unix seconds.
             */
            queue_by: number;
            /** @description How to print it. */
            remedy: string;
            state?: components["schemas"]["TicketState"] | null;
            /** @description What it is. */
            title: string;
        };
        /** @description One day in the platform's zone. */
        FlowDay: {
            /**
             * Format: int64
             * @description Assignments fulfillers saw for the first time.
             */
            assigned: number;
            /**
             * Format: date
             * @description Which.
             */
            day: string;
            /**
             * Format: int64
             * @description Orders placed that day; none for a fulfiller, who is not told of orders.
             */
            orders: number;
            /**
             * Format: int64
             * @description Parcels that left.
             */
            shipped: number;
        };
        /** @description ful_ and 22 letters, digits, - or _ */
        FulfillerId: string;
        /** @description What travels in the open beside the ciphertext, authenticated by both the seal and the signature. */
        Header: {
            /** @description The one agent that can open it. */
            agent_id: string;
            /** @description The waybill number: `documentID` of the print protocol. */
            document_id: string;
            /**
             * Format: int64
             * @description Unix seconds by which it must have left the queue as a label.
             */
            leave_by: number;
            /** @description The parcel it labels. */
            parcel_id: string;
            /** @description The receiver inside is not masked. */
            plain: boolean;
            /**
             * Format: int32
             * @description 1 for the first print of the parcel's waybill.
             */
            print_no: number;
            /**
             * Format: int64
             * @description Unix seconds by which it must have entered the agent's queue.
             */
            queue_by: number;
            /** @description SHA-256 of the label template's source. */
            template: string;
            /** @description The platform's id of this ticket: redeemed once. */
            ticket_id: string;
            /**
             * Format: int32
             * @description [`VERSION`].
             */
            version: number;
        };
        /** @description All is well: enrolled, not revoked, the clock near enough. */
        Hello: {
            /**
             * Format: int64
             * @description The platform's clock, unix seconds.
             */
            time: number;
        };
        /** @description An agent asks whether all is well; who asks stands in the headers. */
        HelloAsk: Record<string, never>;
        /** @description An open invitation. */
        InvitationView: {
            /**
             * Format: date-time
             * @description When it was sent.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description Until when it counts.
             */
            expires_at: string;
            /** @description Its id. */
            id: components["schemas"]["MailProofId"];
            /** @description Where it went. */
            mail: string;
            /** @description What they will be. */
            role: components["schemas"]["Role"];
        };
        /** @description Whom to invite. */
        InviteAsk: {
            /** @description Where the invitation goes. */
            mail: string;
            /** @description What they will be. */
            role: components["schemas"]["Role"];
        };
        /** @description job_ and 22 letters, digits, - or _ */
        JobId: string;
        /** @description A job in trouble. Its payload stays inside: ids say enough. */
        JobView: {
            /** @description The verbs legal now. */
            actions: string[];
            /**
             * Format: int64
             * @description How often it was tried.
             */
            attempts: number;
            /**
             * Format: date-time
             * @description When it was put.
             */
            created_at: string;
            /** @description Its id. */
            id: components["schemas"]["JobId"];
            /** @description What it does it to. */
            key: string;
            /** @description What it does, e.g. `mail.send`. */
            kind: string;
            /** @description What went wrong last. */
            last_error: string;
            /**
             * Format: date-time
             * @description When it runs next, or ran last.
             */
            run_at: string;
            /** @description `ready`, `leased` or `dead`. */
            state: string;
        };
        /** @description One movement. */
        LedgerEntry: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /**
             * Format: int64
             * @description Added to the balance, in fen.
             */
            fen: number;
            /**
             * Format: int64
             * @description Added to what is held, in fen.
             */
            held: number;
            /** @description Its id; later entries sort later. */
            id: components["schemas"]["LedgerEntryId"];
            /** @description top_up, hold, spend, release, return or correction. */
            kind: string;
            /** @description A word on it. */
            note: string;
            /** @description The waybill, or a payment's reference. */
            subject: string;
        };
        /** @description led_ and 22 letters, digits, - or _ */
        LedgerEntryId: string;
        /** @description A machine to be. */
        MachineAsk: {
            /** @description What to call it. */
            name: string;
            /** @description What it may do, e.g. `orders:read`. */
            scopes: string[];
        };
        /** @description A machine as its party sees it. */
        MachineView: {
            /**
             * Format: date-time
             * @description When.
             */
            created_at: string;
            created_by?: components["schemas"]["PersonId"] | null;
            /** @description Its id; it carries the party. */
            id: components["schemas"]["OwnedMachineId_Machine"];
            /** @description What its people call it. */
            name: string;
            /** @description What it may do. */
            scopes: string[];
            /**
             * Format: date-time
             * @description When it last took a token.
             */
            seen_at?: string | null;
        };
        /** @description inv_ and 22 letters, digits, - or _ */
        MailProofId: string;
        /** @description A mail, without what it says. */
        MailView: {
            /** @description The verbs legal now. */
            actions: string[];
            /** @description Where it goes. */
            address: string;
            /** @description What the server said last. */
            answer: string;
            /**
             * Format: date-time
             * @description When it was put.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was sent or given up.
             */
            ended_at?: string | null;
            /** @description Its id. */
            id: components["schemas"]["OwnedMailId_Mail"];
            /** @description What it is about, e.g. `assignment`. */
            kind: string;
            /** @description The party it concerns. */
            party: components["schemas"]["PartyId"];
            /** @description `queued`, `sent`, `refused` or `failed`. */
            state: string;
        };
        /** @description A party one is a member of. */
        MembershipView: {
            /** @description Its public code; none before it is approved. */
            code?: string | null;
            /** @description What it is. */
            kind: components["schemas"]["PartyKind"];
            /** @description Its name. */
            name: string;
            /** @description The party. */
            party: components["schemas"]["PartyId"];
            /** @description The role in it. */
            role: components["schemas"]["Role"];
            /** @description Whether it may work. */
            state: components["schemas"]["PartyState"];
        };
        /** @description mer_ and 22 letters, digits, - or _ */
        MerchantId: string;
        /** @description A fresh machine: the secret is shown here and never again. */
        NewMachine: {
            /** @description The machine. */
            machine: components["schemas"]["MachineView"];
            /** @description Its secret; absent when the call is repeated under the same key. */
            secret?: string | null;
        };
        /**
         * @description What may have changed; a console that shows it asks again.
         * @enum {string}
         */
        Noun: "orders" | "assignments" | "parcels" | "bindings" | "printing" | "batches" | "accounts" | "parties";
        /** @description Who has a number. */
        NumberHolder: {
            /** @description `release` where the operator may. */
            actions: string[];
            /** @description The carrier's code. */
            carrier: string;
            /** @description `number_lost` once it was taken from its holder: the next to type it gets it. */
            code?: string | null;
            /** @description Who packs. */
            fulfiller: components["schemas"]["FulfillerId"];
            /** @description His name. */
            fulfiller_name: string;
            /** @description Whose goods travel under it. */
            merchant: components["schemas"]["MerchantId"];
            /** @description His name. */
            merchant_name: string;
            /** @description The number. */
            number: string;
            /** @description Its parcel. */
            parcel: components["schemas"]["OwnedParcelId_Parcel"];
            /** @description What the operator wrote then. */
            reason: string;
            /**
             * Format: date-time
             * @description When its parcel left, if it did.
             */
            shipped_at?: string | null;
            /**
             * Format: date-time
             * @description Since when.
             */
            since?: string | null;
            /** @description issued: the carrier sold it. external: somebody typed it. void: it was taken from who had typed it. */
            state: string;
            /** @description The waybill that holds it. */
            waybill: components["schemas"]["OwnedWaybillId_Waybill"];
        };
        /** @description The operator's word that a number is not its holder's. */
        NumberRelease: {
            /** @description The carrier's code. */
            carrier: string;
            /** @description The number. */
            number: string;
            /** @description Why, 1 to 200 characters: whoever loses it reads this. */
            reason: string;
            /** @description Who was seen to hold it; `stale` if somebody else does by now. */
            waybill: components["schemas"]["OwnedWaybillId_Waybill"];
        };
        /** @description The body of `POST /v1/orders`: at most 500 orders. */
        OrdersAsk: {
            /** @description The orders. */
            orders: components["schemas"]["RawOrder"][];
        };
        /**
         * @description Whether a draft was new.
         * @enum {string}
         */
        Outcome: "created" | "changed" | "unchanged";
        /** @description lin_ and 43 letters, digits, - or _; it carries its owner */
        OwnedLineId_Line: string;
        /** @description mch_ and 43 letters, digits, - or _; it carries its owner */
        OwnedMachineId_Machine: string;
        /** @description mal_ and 43 letters, digits, - or _; it carries its owner */
        OwnedMailId_Mail: string;
        /** @description ord_ and 43 letters, digits, - or _; it carries its owner */
        OwnedOrderId_Order: string;
        /** @description prc_ and 43 letters, digits, - or _; it carries its owner */
        OwnedParcelId_Parcel: string;
        /** @description rfd_ and 43 letters, digits, - or _; it carries its owner */
        OwnedRefundId_Refund: string;
        /** @description wba_ and 43 letters, digits, - or _; it carries its owner */
        OwnedWaybillAccountId_WaybillAccount: string;
        /** @description wbl_ and 43 letters, digits, - or _; it carries its owner */
        OwnedWaybillId_Waybill: string;
        /** @description One page of a list, in the list's order. */
        Page_JobView: {
            /** @description The rows. */
            items: {
                /** @description The verbs legal now. */
                actions: string[];
                /**
                 * Format: int64
                 * @description How often it was tried.
                 */
                attempts: number;
                /**
                 * Format: date-time
                 * @description When it was put.
                 */
                created_at: string;
                /** @description Its id. */
                id: components["schemas"]["JobId"];
                /** @description What it does it to. */
                key: string;
                /** @description What it does, e.g. `mail.send`. */
                kind: string;
                /** @description What went wrong last. */
                last_error: string;
                /**
                 * Format: date-time
                 * @description When it runs next, or ran last.
                 */
                run_at: string;
                /** @description `ready`, `leased` or `dead`. */
                state: string;
            }[];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list, in the list's order. */
        Page_LedgerEntry: {
            /** @description The rows. */
            items: {
                /**
                 * Format: date-time
                 * @description When.
                 */
                at: string;
                /**
                 * Format: int64
                 * @description Added to the balance, in fen.
                 */
                fen: number;
                /**
                 * Format: int64
                 * @description Added to what is held, in fen.
                 */
                held: number;
                /** @description Its id; later entries sort later. */
                id: components["schemas"]["LedgerEntryId"];
                /** @description top_up, hold, spend, release, return or correction. */
                kind: string;
                /** @description A word on it. */
                note: string;
                /** @description The waybill, or a payment's reference. */
                subject: string;
            }[];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list, in the list's order. */
        Page_MailView: {
            /** @description The rows. */
            items: {
                /** @description The verbs legal now. */
                actions: string[];
                /** @description Where it goes. */
                address: string;
                /** @description What the server said last. */
                answer: string;
                /**
                 * Format: date-time
                 * @description When it was put.
                 */
                created_at: string;
                /**
                 * Format: date-time
                 * @description When it was sent or given up.
                 */
                ended_at?: string | null;
                /** @description Its id. */
                id: components["schemas"]["OwnedMailId_Mail"];
                /** @description What it is about, e.g. `assignment`. */
                kind: string;
                /** @description The party it concerns. */
                party: components["schemas"]["PartyId"];
                /** @description `queued`, `sent`, `refused` or `failed`. */
                state: string;
            }[];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list, in the list's order. */
        Page_PartyView: {
            /** @description The rows. */
            items: {
                /** @description The verbs legal now for the operator. */
                actions: string[];
                /** @description The code others bind it by; none before it is approved. */
                code?: string | null;
                /**
                 * Format: date-time
                 * @description When it applied.
                 */
                created_at: string;
                /**
                 * Format: date-time
                 * @description When the operator decided.
                 */
                decided_at?: string | null;
                /** @description Whether it takes part in drop-shipping. */
                drop_shipping: boolean;
                /** @description Its id. */
                id: components["schemas"]["PartyId"];
                /** @description What it is. */
                kind: components["schemas"]["PartyKind"];
                /** @description The language of its mails, `zh-CN` or `en`. */
                locale: string;
                /** @description Where its notices go. */
                mail: string;
                /** @description Its name. */
                name: string;
                sender?: components["schemas"]["Sender"] | null;
                /** @description Whether it may work. */
                state: components["schemas"]["PartyState"];
                /** @description What the operator wrote when deciding. */
                state_note: string;
                /**
                 * Format: int64
                 * @description Counts changes; send it back with one.
                 */
                version: number;
            }[];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list, in the list's order. */
        Page_PersonView: {
            /** @description The rows. */
            items: {
                /**
                 * Format: date-time
                 * @description Since when.
                 */
                created_at: string;
                /** @description Who. */
                id: components["schemas"]["PersonId"];
                /** @description What they sign in with. */
                mail: string;
                /** @description Their name. */
                name: string;
                /** @description What they are here. */
                role: components["schemas"]["Role"];
                /** @description Whether they use one-time codes. */
                totp_on: boolean;
                /**
                 * Format: int64
                 * @description Counts changes; send it back with one.
                 */
                version: number;
            }[];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list, in the list's order. */
        Page_Refund: {
            /** @description The rows. */
            items: {
                /** @description The verbs legal now. */
                actions: components["schemas"]["RefundAction"][];
                /**
                 * Format: date-time
                 * @description When it was completed or withdrawn.
                 */
                closed_at?: string | null;
                /** @description The refund. */
                id: components["schemas"]["OwnedRefundId_Refund"];
                /** @description The line. */
                line: components["schemas"]["OwnedLineId_Line"];
                /**
                 * Format: date-time
                 * @description When it was opened.
                 */
                opened_at: string;
                /** @description Who opened it. */
                opened_by: components["schemas"]["RefundSide"];
                /** @description The order. */
                order: components["schemas"]["OwnedOrderId_Order"];
                /**
                 * Format: date-time
                 * @description Since when it may.
                 */
                overridden_at?: string | null;
                /** @description Why the parcel goes in spite of it. */
                override_reason?: string | null;
                /**
                 * Format: int64
                 * @description Pieces.
                 */
                quantity: number;
                /** @description Why. */
                reason: string;
                /** @description Where it stands. */
                state: components["schemas"]["RefundWord"];
                /**
                 * Format: int64
                 * @description Send it back with a change.
                 */
                version: number;
            }[];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list, in the list's order. */
        Page_WaybillAccount: {
            /** @description The rows. */
            items: {
                /** @description The verbs legal now, for owner and operator. */
                actions: string[];
                /**
                 * Format: int64
                 * @description Money that can be spent, in fen.
                 */
                balance_fen: number;
                /** @description 网点. */
                branch: string;
                /** @description The carrier's code. */
                carrier: string;
                /**
                 * Format: date-time
                 * @description When it was applied for.
                 */
                created_at: string;
                /**
                 * Format: int64
                 * @description Money held for numbers being taken, in fen.
                 */
                held_fen: number;
                /** @description Does the account's holder see receivers in the carrier's own portal? Null without an adapter. */
                holder_can_read_receiver?: boolean | null;
                /** @description Its id. */
                id: components["schemas"]["OwnedWaybillAccountId_WaybillAccount"];
                /** @description What the party calls it. */
                name: string;
                /** @description Whose it is. */
                party: components["schemas"]["PartyId"];
                /** @description The party's name. */
                party_name: string;
                /**
                 * Format: int64
                 * @description What one number costs, in fen; 0 means what the carrier asks.
                 */
                price_fen: number;
                /** @description The settlement number at the carrier. */
                settlement_no: string;
                /** @description applied, active, refused or closed. */
                state: string;
                /** @description Why it was refused or closed. */
                state_note: string;
                /**
                 * Format: int64
                 * @description Grows with each change.
                 */
                version: number;
            }[];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description Which party to act for from now on. */
        PartyAsk: {
            /** @description One of the person's parties. */
            party: components["schemas"]["PartyId"];
        };
        /** @description pty_ and 22 letters, digits, - or _ */
        PartyId: string;
        /**
         * @description What a party is.
         * @enum {string}
         */
        PartyKind: "merchant" | "factory" | "warehouse" | "platform";
        /** @description What an owner changes; what is absent stays. */
        PartyPatch: {
            /** @description Drop-shipping on or off; both sides of a binding switch it on first. */
            drop_shipping?: boolean | null;
            /** @description `zh-CN` or `en`. */
            locale?: string | null;
            /** @description Where notices go. */
            mail?: string | null;
            /** @description A new name. */
            name?: string | null;
            sender?: components["schemas"]["Sender"] | null;
            /**
             * Format: int64
             * @description The version this change is based on.
             */
            version: number;
        };
        /**
         * @description Whether a party may work.
         * @enum {string}
         */
        PartyState: "applied" | "active" | "refused" | "suspended";
        /** @description A party. */
        PartyView: {
            /** @description The verbs legal now for the operator. */
            actions: string[];
            /** @description The code others bind it by; none before it is approved. */
            code?: string | null;
            /**
             * Format: date-time
             * @description When it applied.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When the operator decided.
             */
            decided_at?: string | null;
            /** @description Whether it takes part in drop-shipping. */
            drop_shipping: boolean;
            /** @description Its id. */
            id: components["schemas"]["PartyId"];
            /** @description What it is. */
            kind: components["schemas"]["PartyKind"];
            /** @description The language of its mails, `zh-CN` or `en`. */
            locale: string;
            /** @description Where its notices go. */
            mail: string;
            /** @description Its name. */
            name: string;
            sender?: components["schemas"]["Sender"] | null;
            /** @description Whether it may work. */
            state: components["schemas"]["PartyState"];
            /** @description What the operator wrote when deciding. */
            state_note: string;
            /**
             * Format: int64
             * @description Counts changes; send it back with one.
             */
            version: number;
        };
        /** @description per_ and 22 letters, digits, - or _ */
        PersonId: string;
        /** @description A person in a party. */
        PersonView: {
            /**
             * Format: date-time
             * @description Since when.
             */
            created_at: string;
            /** @description Who. */
            id: components["schemas"]["PersonId"];
            /** @description What they sign in with. */
            mail: string;
            /** @description Their name. */
            name: string;
            /** @description What they are here. */
            role: components["schemas"]["Role"];
            /** @description Whether they use one-time codes. */
            totp_on: boolean;
            /**
             * Format: int64
             * @description Counts changes; send it back with one.
             */
            version: number;
        };
        /** @description The document a refused caller reads. */
        Problem: {
            /** @description Where in the request: a JSON pointer, or a header's or parameter's name. */
            at?: string | null;
            /** @description The stable code. */
            code: string;
            /** @description The object as it stands, for `stale`. */
            current?: unknown;
            /** @description What the words of the code do not say. */
            detail?: string | null;
            /** @description Who can mend it. */
            error_source: components["schemas"]["ErrorSource"];
            /** @description What to do next. */
            remedy: string;
            /** @description Quote it to the operator. */
            request_id: string;
            /**
             * Format: int32
             * @description The HTTP status again.
             */
            status: number;
            /** @description What happened, in a few words. */
            title: string;
            /** @description A URI naming the code. */
            type: string;
        };
        /** @description Jobs of one kind. Done ones leave no row, so that there is nothing of them to count. */
        QueueView: {
            /**
             * Format: int64
             * @description Given up.
             */
            dead: number;
            /**
             * Format: int64
             * @description Those among them that failed and try again.
             */
            failing: number;
            /** @description What they do, e.g. `mail.send`. */
            kind: string;
            /**
             * Format: date-time
             * @description Since when the longest waits: due since then, or failing since it was put.
             */
            oldest?: string | null;
            /**
             * Format: int64
             * @description Due, under way or between two tries; what is put for later is not among them.
             */
            waiting: number;
        };
        /** @description One line of it. At least one of `sku`, `name` and `barcode` must be given. */
        RawLine: {
            /** @description The bar code. */
            barcode?: string;
            /** @description The source's id of the line. */
            line_id?: string | null;
            /** @description The product's name. */
            name?: string;
            /**
             * Format: int64
             * @description Price of a piece in fen.
             */
            price_fen?: number | null;
            /**
             * Format: int64
             * @description Pieces, 1 to 99999.
             */
            quantity: number;
            /** @description The merchant's SKU. */
            sku?: string;
            /** @description Colour, size and the like. */
            spec?: string;
        };
        /** @description One order in the body of `POST /v1/orders`. */
        RawOrder: {
            /** @description The source's number for it; up to 64 characters. */
            external_no: string;
            /** @description What was bought: 1 to 200 lines. */
            lines: components["schemas"]["RawLine"][];
            /**
             * Format: date-time
             * @description When the buyer paid.
             */
            paid_at?: string | null;
            /**
             * Format: date-time
             * @description When the buyer ordered.
             */
            placed_at?: string | null;
            /** @description Who gets it. */
            receiver: components["schemas"]["RawReceiver"];
            /** @description What the seller noted. */
            seller_remark?: string;
            /**
             * Format: date-time
             * @description By when it must be shipped.
             */
            ship_by?: string | null;
            /** @description The shop or platform it came from. */
            source?: string | null;
        };
        /** @description A receiver as a caller wrote it. `area` is province, city and district in one text. */
        RawReceiver: {
            /** @description The rest of the address, or the whole of it. */
            address: string;
            /** @description Province, city and district in one text, e.g. `浙江省 杭州市 西湖区`. */
            area?: string;
            /** @description 市 */
            city?: string;
            /** @description 区县 */
            district?: string;
            /** @description 收件人 */
            name: string;
            /** @description One mobile, landline or 400 number, an extension after a hyphen. */
            phone: string;
            /** @description 省 */
            province?: string;
            /** @description What the buyer wrote. */
            remark?: string;
        };
        /** @description One label's fate. No receiver in it: the bitmap hash proves which dots, not what they say. */
        Receipt: {
            /** @description The agent that signs. */
            agent_id: string;
            /**
             * Format: int64
             * @description Unix seconds by the agent's clock.
             */
            at: number;
            /** @description SHA-256 over the 1-bit dots; absent when nothing was rendered. */
            bitmap_hash?: string | null;
            /** @description The refusal's code when it failed. */
            code?: string | null;
            /** @description The waybill number. */
            document_id: string;
            /** @description What became of it. */
            outcome: components["schemas"]["ReceiptOutcome"];
            /** @description The printer's name as the agent lists it. */
            printer: string;
            /** @description The redeemed ticket. */
            ticket_id: string;
        };
        /**
         * @description The fate of a label.
         * @enum {string}
         */
        ReceiptOutcome: "printed" | "failed" | "unknown";
        /** @description A receipt the platform will never take. */
        ReceiptRefusal: {
            /** @description Stable code. */
            code: string;
            /** @description Which. */
            ticket_id: string;
        };
        /** @description Receipts to be taken, at most [`MAX_RECEIPTS`]. */
        ReceiptsAsk: {
            /** @description In the order they were made. */
            receipts: components["schemas"]["SignedReceipt"][];
        };
        /** @description What the platform made of them; what is named in neither list is to be sent again. */
        ReceiptsReply: {
            /** @description Never to be sent again. */
            refused: components["schemas"]["ReceiptRefusal"][];
            /** @description Ticket ids now on record (also those it had before). */
            taken: string[];
        };
        /** @description The new password. */
        RedeemAsk: {
            /** @description The new password. */
            password: string;
            /** @description The secret of the mailed link. */
            secret: string;
        };
        /** @description The agent is about to open this ticket; the platform agrees once. */
        RedemptionAsk: {
            /**
             * Format: int64
             * @description Unix seconds by the agent's clock.
             */
            at: number;
            /** @description By the device key over ticket, agent and time: the record a platform keeps. */
            signature: string;
            /** @description From the ticket's header. */
            ticket_id: string;
        };
        /** @description The platform agreed; a refusal is a problem document instead. */
        RedemptionReply: {
            /** @description Always true. */
            ok: boolean;
        };
        /** @description One refund. */
        Refund: {
            /** @description The verbs legal now. */
            actions: components["schemas"]["RefundAction"][];
            /**
             * Format: date-time
             * @description When it was completed or withdrawn.
             */
            closed_at?: string | null;
            /** @description The refund. */
            id: components["schemas"]["OwnedRefundId_Refund"];
            /** @description The line. */
            line: components["schemas"]["OwnedLineId_Line"];
            /**
             * Format: date-time
             * @description When it was opened.
             */
            opened_at: string;
            /** @description Who opened it. */
            opened_by: components["schemas"]["RefundSide"];
            /** @description The order. */
            order: components["schemas"]["OwnedOrderId_Order"];
            /**
             * Format: date-time
             * @description Since when it may.
             */
            overridden_at?: string | null;
            /** @description Why the parcel goes in spite of it. */
            override_reason?: string | null;
            /**
             * Format: int64
             * @description Pieces.
             */
            quantity: number;
            /** @description Why. */
            reason: string;
            /** @description Where it stands. */
            state: components["schemas"]["RefundWord"];
            /**
             * Format: int64
             * @description Send it back with a change.
             */
            version: number;
        };
        /**
         * @description A verb of a refund.
         * @enum {string}
         */
        RefundAction: "complete" | "withdraw" | "override";
        /**
         * @description The side that opened it.
         * @enum {string}
         */
        RefundSide: "merchant" | "platform";
        /** @description Refunds to complete or to withdraw, at most 500. */
        RefundsMove: {
            /** @description One for each refund. */
            rows: components["schemas"]["RefundsMoveRow"][];
        };
        /** @description One refund, and the version the caller saw. */
        RefundsMoveRow: {
            /** @description The refund. */
            refund: components["schemas"]["OwnedRefundId_Refund"];
            /**
             * Format: int64
             * @description Refused as `stale` if it has another by now.
             */
            version?: number | null;
        };
        /** @description Refunds to open, at most 500. */
        RefundsOpen: {
            /** @description One for each line. */
            rows: components["schemas"]["RefundsOpenRow"][];
        };
        /** @description Some pieces of a line that a buyer wants to take back. */
        RefundsOpenRow: {
            /** @description Or the source's number of the order, */
            external_no?: string | null;
            line?: components["schemas"]["OwnedLineId_Line"] | null;
            /** @description and the source's id of the line, where the order has more than one. */
            line_id?: string | null;
            /**
             * Format: int64
             * @description How many pieces, at least 1.
             */
            quantity: number;
            /** @description Why, 1 to 200 characters; the fulfiller never reads it. */
            reason: string;
            /** @description its source, */
            source?: string;
        };
        /**
         * @description A state's word.
         * @enum {string}
         */
        RefundWord: "open" | "done" | "withdrawn";
        /** @description Who forgot a password. */
        ResetAsk: {
            /** @description What they sign in with. */
            mail: string;
        };
        /**
         * @description What a person is in a party.
         * @enum {string}
         */
        Role: "owner" | "staff" | "auditor";
        /** @description A new role. */
        RoleAsk: {
            /** @description What they will be. */
            role: components["schemas"]["Role"];
            /**
             * Format: int64
             * @description The version this change is based on.
             */
            version: number;
        };
        /** @description What became of one row: `ok`, or `problem`. */
        Row_Refund: {
            /** @description Its place in the request, from 0. */
            index: number;
            /** @description One refund. */
            ok?: {
                /** @description The verbs legal now. */
                actions: components["schemas"]["RefundAction"][];
                /**
                 * Format: date-time
                 * @description When it was completed or withdrawn.
                 */
                closed_at?: string | null;
                /** @description The refund. */
                id: components["schemas"]["OwnedRefundId_Refund"];
                /** @description The line. */
                line: components["schemas"]["OwnedLineId_Line"];
                /**
                 * Format: date-time
                 * @description When it was opened.
                 */
                opened_at: string;
                /** @description Who opened it. */
                opened_by: components["schemas"]["RefundSide"];
                /** @description The order. */
                order: components["schemas"]["OwnedOrderId_Order"];
                /**
                 * Format: date-time
                 * @description Since when it may.
                 */
                overridden_at?: string | null;
                /** @description Why the parcel goes in spite of it. */
                override_reason?: string | null;
                /**
                 * Format: int64
                 * @description Pieces.
                 */
                quantity: number;
                /** @description Why. */
                reason: string;
                /** @description Where it stands. */
                state: components["schemas"]["RefundWord"];
                /**
                 * Format: int64
                 * @description Send it back with a change.
                 */
                version: number;
            };
            problem?: components["schemas"]["RowProblem"] | null;
        };
        /** @description What became of one row: `ok`, or `problem`. */
        Row_Taken: {
            /** @description Its place in the request, from 0. */
            index: number;
            /** @description What became of one draft. */
            ok?: {
                /** @description What the re-import changed that somebody must look at. */
                exception?: string | null;
                /** @description The source's number. */
                external_no: string;
                /** @description The order. */
                id: components["schemas"]["OwnedOrderId_Order"];
                /** @description Whether it was new here. */
                outcome: components["schemas"]["Outcome"];
            };
            problem?: components["schemas"]["RowProblem"] | null;
        };
        /** @description Why a row was refused. */
        RowProblem: {
            /** @description Where in the row. */
            at?: string | null;
            /** @description The stable code. */
            code: string;
            /** @description What the words of the code do not say. */
            detail?: string | null;
            /** @description Who can mend it. */
            error_source: components["schemas"]["ErrorSource"];
            /** @description What to do next. */
            remedy: string;
            /** @description What happened. */
            title: string;
        };
        /** @description What became of each row. */
        Rows_Refund: {
            /** @description How many were done. */
            done: number;
            /** @description How many were refused. */
            refused: number;
            /** @description One for each row sent, in its order. */
            rows: components["schemas"]["Row_Refund"][];
        };
        /** @description What became of each row. */
        Rows_Taken: {
            /** @description How many were done. */
            done: number;
            /** @description How many were refused. */
            refused: number;
            /** @description One for each row sent, in its order. */
            rows: components["schemas"]["Row_Taken"][];
        };
        /** @description A view as it is kept. */
        SavedView: {
            /** @description What the console keeps. */
            body: Record<string, never>;
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /** @description Its id. */
            id: components["schemas"]["ViewId"];
            /** @description What the person calls it. */
            name: string;
            /** @description The page it is for. */
            page: string;
            /**
             * Format: int64
             * @description Send it back with a change.
             */
            version: number;
        };
        /** @description A view to keep. */
        SavedViewAsk: {
            /** @description What the console keeps: an object of at most 8 KB. */
            body: Record<string, never>;
            /** @description What the person calls it: 1 to 40 characters, one of that name on a page. */
            name: string;
            /** @description The page it is for, as the console names it: 1 to 40 characters. */
            page: string;
        };
        /** @description A change of a view, on the version one saw. */
        SavedViewChange: {
            /** @description What the console keeps from now on. */
            body: Record<string, never>;
            /** @description Its name from now on. */
            name: string;
            /**
             * Format: int64
             * @description The version it was changed from.
             */
            version: number;
        };
        /** @description The sender on a party's parcels. */
        Sender: {
            /** @description Street and number. */
            address: string;
            /** @description 市. */
            city: string;
            /** @description 区. */
            district: string;
            /** @description Name of a person or firm. */
            name: string;
            /** @description Telephone. */
            phone: string;
            /** @description 省. */
            province: string;
        };
        /** @description ses_ and 22 letters, digits, - or _ */
        SessionId: string;
        /** @description One of a person's sessions. */
        SessionRow: {
            /**
             * Format: date-time
             * @description When it began.
             */
            created_at: string;
            /** @description Its id. */
            id: components["schemas"]["SessionId"];
            /**
             * Format: date-time
             * @description When it was last used, to five minutes.
             */
            seen_at: string;
            /** @description True for the one that asks. */
            this: boolean;
        };
        /** @description A session as its person sees it. */
        SessionView: {
            /** @description True outside production: every screen says so. */
            development: boolean;
            /** @description What they sign in with. */
            mail: string;
            /** @description Their name. */
            name: string;
            /** @description Every party this person is a member of. */
            parties: components["schemas"]["MembershipView"][];
            party?: components["schemas"]["PartyId"] | null;
            /** @description Who is signed in. */
            person: components["schemas"]["PersonId"];
            role?: components["schemas"]["Role"] | null;
            /** @description The scopes the role holds. */
            scopes: string[];
            /** @description The side of this door. */
            side: components["schemas"]["Side"];
            /**
             * Format: date-time
             * @description Until when a step-up counts.
             */
            stepped_up_until?: string | null;
            /** @description Whether one-time codes are on. */
            totp_on: boolean;
        };
        /** @description All settings, as the operator sees and sends them. */
        Settings: {
            /** @description Applications are approved at once. */
            auto_approve: boolean;
            /**
             * Format: int64
             * @description What one actor may spend in an hour on comparing a merchant's receivers, 0 to 10,000,000: one for each known
             *     order imported again, fifty for each pair asked about.
             */
            comparisons_per_hour: number;
            /**
             * Format: int64
             * @description Seconds an assignment is held (the undo window), 0 to 3600.
             */
            held_seconds: number;
            /**
             * Format: int64
             * @description Seconds between two assignment mails of one binding, 60 to 86400.
             */
            mail_pace_seconds: number;
        };
        /**
         * @description The side a door opens on.
         * @enum {string}
         */
        Side: "merchant" | "factory" | "platform";
        /** @description A receipt and the device's signature over it. */
        SignedReceipt: {
            /** @description What is claimed. */
            receipt: components["schemas"]["Receipt"];
            /** @description Ed25519, base64url. */
            signature: string;
        };
        /** @description What a person signs in with. */
        SignInAsk: {
            /** @description The mail address. */
            mail: string;
            /** @description The password. */
            password: string;
            /** @description A one-time code, where codes are on. */
            totp?: string | null;
        };
        /** @description A proof that the person is still there: the code where codes are on, else the password. */
        StepUpAsk: {
            /** @description The password. */
            password?: string | null;
            /** @description A one-time code. */
            totp?: string | null;
        };
        /** @description What an event `stir` says. */
        Stirred: {
            /** @description The nouns something of which may have changed. */
            nouns: components["schemas"]["Noun"][];
        };
        /** @description What became of one draft. */
        Taken: {
            /** @description What the re-import changed that somebody must look at. */
            exception?: string | null;
            /** @description The source's number. */
            external_no: string;
            /** @description The order. */
            id: components["schemas"]["OwnedOrderId_Order"];
            /** @description Whether it was new here. */
            outcome: components["schemas"]["Outcome"];
        };
        /** @description Where a test mail goes. */
        TestAsk: {
            /** @description The address. */
            address: string;
            /** @description `zh-CN` or `en`; Chinese unless told. */
            locale?: string | null;
        };
        /**
         * @description Where a ticket stands.
         * @enum {string}
         */
        TicketState: "asked" | "sealed" | "redeemed" | "printed" | "failed" | "unknown" | "refused";
        /** @description What a machine trades for a token. */
        TokenAsk: {
            /** @enum {string} */
            grant: "secret";
            /** @description The machine. */
            machine: components["schemas"]["OwnedMachineId_Machine"];
            /** @description Its secret. */
            secret: string;
        } | {
            /** @enum {string} */
            grant: "refresh";
            /** @description As the last answer gave it. */
            refresh_token: string;
        };
        /** @description A token and what comes next. */
        TokenView: {
            /** @description Send it as `Authorization: Bearer …`. */
            access_token: string;
            /**
             * Format: int64
             * @description Seconds it counts.
             */
            expires_in: number;
            /** @description Trade it for the next token; it counts once. */
            refresh_token: string;
            /** @description What it may do. */
            scopes: string[];
            /** @description `Bearer`. */
            token_type: string;
        };
        /** @description The data of an event: `stir`, or `batch`. */
        Told: components["schemas"]["Stirred"] | components["schemas"]["BatchMoving"];
        /** @description One day in the platform's zone. */
        TroubleDay: {
            /**
             * Format: date
             * @description Which.
             */
            day: string;
            /**
             * Format: int64
             * @description Jobs put that day that were given up.
             */
            jobs_dead: number;
            /**
             * Format: int64
             * @description Those that none took.
             */
            mails_refused: number;
            /**
             * Format: int64
             * @description Mails of that day that a server took.
             */
            mails_sent: number;
            /**
             * Format: int64
             * @description Waybill numbers asked for that day that a carrier gave.
             */
            numbers: number;
            /**
             * Format: int64
             * @description Those that the carrier refused.
             */
            numbers_refused: number;
        };
        /** @description viw_ and 22 letters, digits, - or _ */
        ViewId: string;
        /** @description An account as its owner and the operator see it. */
        WaybillAccount: {
            /** @description The verbs legal now, for owner and operator. */
            actions: string[];
            /**
             * Format: int64
             * @description Money that can be spent, in fen.
             */
            balance_fen: number;
            /** @description 网点. */
            branch: string;
            /** @description The carrier's code. */
            carrier: string;
            /**
             * Format: date-time
             * @description When it was applied for.
             */
            created_at: string;
            /**
             * Format: int64
             * @description Money held for numbers being taken, in fen.
             */
            held_fen: number;
            /** @description Does the account's holder see receivers in the carrier's own portal? Null without an adapter. */
            holder_can_read_receiver?: boolean | null;
            /** @description Its id. */
            id: components["schemas"]["OwnedWaybillAccountId_WaybillAccount"];
            /** @description What the party calls it. */
            name: string;
            /** @description Whose it is. */
            party: components["schemas"]["PartyId"];
            /** @description The party's name. */
            party_name: string;
            /**
             * Format: int64
             * @description What one number costs, in fen; 0 means what the carrier asks.
             */
            price_fen: number;
            /** @description The settlement number at the carrier. */
            settlement_no: string;
            /** @description applied, active, refused or closed. */
            state: string;
            /** @description Why it was refused or closed. */
            state_note: string;
            /**
             * Format: int64
             * @description Grows with each change.
             */
            version: number;
        };
        /** @description The operator's yes. */
        WaybillAccountApproval: {
            /**
             * Format: int64
             * @description What one number costs the party, in fen, at most 100,000; 0 means what the carrier asks.
             */
            price_fen: number;
            /**
             * Format: int64
             * @description The version the decision was made on.
             */
            version?: number | null;
        };
        /** @description A no, or an end, with its reason. */
        WaybillAccountEnding: {
            /** @description Why, 1 to 60 characters. */
            note: string;
            /**
             * Format: int64
             * @description The version the decision was made on.
             */
            version?: number | null;
        };
        /** @description Money a party paid in. */
        WaybillAccountTopUp: {
            /**
             * Format: int64
             * @description How much, in fen, more than 0.
             */
            fen: number;
            /** @description A word for the statement, at most 60 characters. */
            note?: string;
            /** @description What names the payment, e.g. the bank's reference: one reference is booked once. 1 to 60 characters. */
            reference: string;
        };
    };
    responses: {
        /** @description A refusal (RFC 9457). */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    get_agents_about: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_agents_enrol: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EnrolAsk"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnrolReply"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_agents_self_hello: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HelloAsk"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hello"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_agents_self_receipts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReceiptsAsk"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptsReply"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_agents_self_redemptions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RedemptionAsk"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RedemptionReply"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_events: {
        parameters: {
            query?: {
                /** @description Which of the person's parties, where not the one chosen last. */
                party?: components["schemas"]["PartyId"];
            };
            header?: {
                /** @description The id of the last event heard. */
                "Last-Event-ID"?: number | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["Told"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_flow: {
        parameters: {
            query?: {
                /** @description Days up to today, 1 to 30; 30 unless told. */
                days?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowDay"][];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_flow_troubles: {
        parameters: {
            query?: {
                /** @description Days up to today, 1 to 30; 30 unless told. */
                days?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TroubleDay"][];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_invitations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationView"][];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_invitations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InviteAsk"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    delete_invitations_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    post_invitations_accept: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcceptAsk"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcceptedView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_jobs: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Only this kind. */
                kind?: string;
                /** @description Rows on the page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description `dead` unless told. */
                state?: "dead" | "stuck";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_JobView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_jobs_id_drop: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_jobs_id_replay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_jobs_queue: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueueView"][];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_machines: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MachineView"][];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_machines: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MachineAsk"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewMachine"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    delete_machines_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    get_mails: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Rows on the page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description `refused` unless told. */
                state?: "queued" | "sent" | "refused" | "failed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_MailView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_mails_id_again: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_mails_test: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TestAsk"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_merchants_merchant_orders: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                merchant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrdersAsk"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_Taken"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_merchants_merchant_refunds: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Rows on the page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description Of this order. */
                order?: components["schemas"]["OwnedOrderId_Order"];
                /** @description In this state. */
                state?: "open" | "done" | "withdrawn";
            };
            header?: never;
            path: {
                merchant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Refund"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_merchants_merchant_refunds: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                merchant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefundsOpen"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_Refund"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_merchants_merchant_refunds_complete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                merchant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefundsMove"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_Refund"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_merchants_merchant_refunds_withdraw: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                merchant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefundsMove"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_Refund"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_parties: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Of that kind. */
                kind?: "merchant" | "factory" | "warehouse" | "platform";
                /** @description Rows on the page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description In that state. */
                state?: "applied" | "active" | "refused" | "suspended";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_PartyView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_parties_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartyView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_parties_id_approve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecideAsk"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartyView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_parties_id_refuse: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecideAsk"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartyView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_parties_id_resume: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecideAsk"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartyView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_parties_id_suspend: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecideAsk"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartyView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_party: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartyView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    patch_party: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PartyPatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartyView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_password_resets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResetAsk"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    post_password_resets_redeem: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RedeemAsk"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    get_people: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Rows on the page, 1 to 200; 50 unless told. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_PersonView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    delete_people_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    patch_people_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoleAsk"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInAsk"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    delete_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    put_session_party: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PartyAsk"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_session_step_up: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StepUpAsk"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionRow"][];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    delete_sessions_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    get_settings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    put_settings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Settings"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_tickets_explain: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Envelope"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Explained"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_token: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenAsk"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_totp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Enrolment"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    delete_totp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    post_totp_confirm: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeAsk"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    get_views: {
        parameters: {
            query?: {
                /** @description Of this page alone. */
                page?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedView"][];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_views: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SavedViewAsk"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    put_views_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SavedViewChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    delete_views_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    get_waybill_accounts: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Rows on the page, 1 to 200; 50 unless told. */
                limit?: number;
                /** @description applied, active, refused or closed. */
                state?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_WaybillAccount"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_waybill_accounts_account: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaybillAccount"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_waybill_accounts_account_approve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WaybillAccountApproval"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaybillAccount"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_waybill_accounts_account_close: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WaybillAccountEnding"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaybillAccount"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_waybill_accounts_account_ledger: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Rows on the page, 1 to 200; 50 unless told. */
                limit?: number;
            };
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_LedgerEntry"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_waybill_accounts_account_refuse: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WaybillAccountEnding"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaybillAccount"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_waybill_accounts_account_top_ups: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WaybillAccountTopUp"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaybillAccount"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_waybill_numbers: {
        parameters: {
            query: {
                /** @description The carrier's code; see `/v1/carriers`. */
                carrier: string;
                /** @description The number; spaces and full-width forms are mended. */
                number: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NumberHolder"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_waybill_numbers_release: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NumberRelease"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NumberHolder"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
}
