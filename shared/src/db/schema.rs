//! The tables as diesel sees them; the truth is `migrations/`, and a test holds the two together.

diesel::table! {
    use crate::db::backend::sql::*;
    parties (id) {
        id -> Uuid,
        kind -> Text,
        name -> Text,
        state -> Text,
        state_note -> Text,
        drop_shipping -> Bool,
        locale -> Text,
        mail -> Text,
        sender -> Json,
        created_at -> Instant,
        decided_at -> Nullable<Instant>,
        version -> BigInt,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    public_codes (code) {
        code -> Text,
        party_id -> Uuid,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    settings (name) {
        name -> Text,
        value -> Json,
        changed_at -> Instant,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    people (side, id) {
        side -> Text,
        id -> Uuid,
        mail -> Text,
        name -> Text,
        password_hash -> Text,
        totp_secret -> Nullable<Binary>,
        totp_on -> Bool,
        totp_last_step -> BigInt,
        locale -> Text,
        created_at -> Instant,
        version -> BigInt,
        mail_proved_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    members (party_id, person_id) {
        party_id -> Uuid,
        person_id -> Uuid,
        side -> Text,
        role -> Text,
        state -> Text,
        created_at -> Instant,
        version -> BigInt,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    mail_proofs (side, id) {
        side -> Text,
        id -> Uuid,
        purpose -> Text,
        secret_hash -> Binary,
        party_id -> Nullable<Uuid>,
        person_id -> Nullable<Uuid>,
        mail -> Text,
        role -> Nullable<Text>,
        created_by -> Nullable<Uuid>,
        created_at -> Instant,
        expires_at -> Instant,
        used_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    sessions (side, id) {
        side -> Text,
        id -> Uuid,
        secret_hash -> Binary,
        person_id -> Uuid,
        party_id -> Nullable<Uuid>,
        created_at -> Instant,
        seen_at -> Instant,
        expires_at -> Instant,
        stepped_up_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    login_failures (side, subject) {
        side -> Text,
        subject -> Binary,
        failures -> BigInt,
        since -> Instant,
        blocked_until -> Nullable<Instant>,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    machines (party_id, id) {
        party_id -> Uuid,
        id -> Uuid,
        side -> Text,
        name -> Text,
        secret_hash -> Binary,
        scopes -> Json,
        state -> Text,
        created_by -> Nullable<Uuid>,
        created_at -> Instant,
        seen_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    refresh_tokens (party_id, id) {
        party_id -> Uuid,
        id -> Uuid,
        machine_id -> Uuid,
        family -> Uuid,
        secret_hash -> Binary,
        created_at -> Instant,
        expires_at -> Instant,
        used_at -> Nullable<Instant>,
        revoked_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    idempotency_keys (party_id, scope, key) {
        party_id -> Uuid,
        scope -> Text,
        key -> Text,
        body_hash -> Binary,
        state -> Text,
        status -> BigInt,
        answer -> Json,
        lease_until -> Instant,
        created_at -> Instant,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    bindings (merchant_id, id) {
        merchant_id -> Uuid,
        id -> Uuid,
        fulfiller_id -> Uuid,
        state -> Text,
        offered_by -> Text,
        offer_note -> Text,
        reason -> Text,
        ended_by -> Nullable<Text>,
        auto_accept -> Bool,
        waybill_payer -> Text,
        daily_waybills -> Nullable<BigInt>,
        daily_fen -> Nullable<BigInt>,
        carriers -> Json,
        accept_hours -> BigInt,
        alias_key -> Binary,
        offered_at -> Instant,
        decided_at -> Nullable<Instant>,
        ended_at -> Nullable<Instant>,
        version -> BigInt,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    products (merchant_id, id) {
        merchant_id -> Uuid,
        id -> Uuid,
        identity -> Text,
        sku -> Text,
        name -> Text,
        spec -> Text,
        barcode -> Text,
        created_at -> Instant,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    sku_map (merchant_id, binding_id, product_id) {
        merchant_id -> Uuid,
        binding_id -> Uuid,
        product_id -> Uuid,
        fulfiller_sku -> Text,
        fulfiller_name -> Text,
        supply_fen -> Nullable<BigInt>,
        changed_at -> Instant,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    orders (merchant_id, id) {
        merchant_id -> Uuid,
        id -> Uuid,
        source -> Text,
        external_no -> Text,
        number_key -> Binary,
        number_tail -> Text,
        origin -> Text,
        state -> Text,
        close_reason -> Nullable<Text>,
        placed_at -> Instant,
        paid_at -> Nullable<Instant>,
        ship_by -> Nullable<Instant>,
        closed_at -> Nullable<Instant>,
        remark -> Text,
        seller_remark -> Text,
        receiver_id -> Uuid,
        receiver_write -> BigInt,
        province -> BigInt,
        city -> BigInt,
        region -> BigInt,
        exception -> Nullable<Text>,
        to_assign -> BigInt,
        to_accept -> BigInt,
        to_number -> BigInt,
        to_print -> BigInt,
        to_ship -> BigInt,
        shipped -> BigInt,
        retail_fen -> BigInt,
        created_at -> Instant,
        version -> BigInt,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    lines (merchant_id, id) {
        merchant_id -> Uuid,
        id -> Uuid,
        order_id -> Uuid,
        key -> Text,
        ordinal -> BigInt,
        product_id -> Uuid,
        placed_at -> Instant,
        ordered -> BigInt,
        free -> BigInt,
        assigned -> BigInt,
        refunded -> BigInt,
        refund_state -> Text,
        price_fen -> BigInt,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    refunds (merchant_id, id) {
        merchant_id -> Uuid,
        id -> Uuid,
        order_id -> Uuid,
        line_id -> Uuid,
        quantity -> BigInt,
        state -> Text,
        opened_side -> Text,
        opened_by -> Text,
        reason -> Text,
        override_reason -> Nullable<Text>,
        overridden_by -> Nullable<Text>,
        overridden_at -> Nullable<Instant>,
        opened_at -> Instant,
        closed_side -> Nullable<Text>,
        closed_by -> Nullable<Text>,
        closed_at -> Nullable<Instant>,
        version -> BigInt,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    data_keys (merchant_id, id) {
        merchant_id -> Uuid,
        id -> Uuid,
        month -> Text,
        kek -> Text,
        wrapped -> Binary,
        created_at -> Instant,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    index_keys (merchant_id, epoch) {
        merchant_id -> Uuid,
        epoch -> BigInt,
        kek -> Text,
        wrapped -> Binary,
        created_at -> Instant,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    receivers (merchant_id, id) {
        merchant_id -> Uuid,
        id -> Uuid,
        data_key_id -> Uuid,
        write_no -> BigInt,
        name_sealed -> Binary,
        phone_sealed -> Binary,
        address_sealed -> Binary,
        remark_sealed -> Binary,
        sealed_at -> Instant,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    receiver_salts (merchant_id, receiver_id) {
        merchant_id -> Uuid,
        receiver_id -> Uuid,
        salt -> Binary,
        commitment -> Binary,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    receiver_tags (merchant_id, receiver_id) {
        merchant_id -> Uuid,
        receiver_id -> Uuid,
        epoch -> BigInt,
        phone -> BigInt,
        phone_tail -> BigInt,
        name -> BigInt,
        same -> BigInt,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    receiver_tokens (merchant_id, id) {
        merchant_id -> Uuid,
        id -> Uuid,
        viewer_id -> Uuid,
        same -> BigInt,
        created_at -> Instant,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    assignments (merchant_id, id) {
        merchant_id -> Uuid,
        id -> Uuid,
        order_id -> Uuid,
        fulfiller_id -> Uuid,
        binding_id -> Nullable<Uuid>,
        alias -> Text,
        state -> Text,
        code -> Nullable<Text>,
        note -> Text,
        receiver_token -> Nullable<Uuid>,
        placed_at -> Instant,
        held_until -> Instant,
        assigned_at -> Nullable<Instant>,
        accept_by -> Nullable<Instant>,
        accepted_at -> Nullable<Instant>,
        ship_by -> Nullable<Instant>,
        ended_at -> Nullable<Instant>,
        exception -> Nullable<Text>,
        to_accept -> BigInt,
        to_number -> BigInt,
        to_print -> BigInt,
        to_ship -> BigInt,
        shipped -> BigInt,
        act_id -> Uuid,
        created_at -> Instant,
        version -> BigInt,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    assignment_lines (merchant_id, assignment_id, line_id) {
        merchant_id -> Uuid,
        assignment_id -> Uuid,
        line_id -> Uuid,
        order_id -> Uuid,
        product_id -> Uuid,
        quantity -> BigInt,
        packed -> BigInt,
        shipped -> BigInt,
        returned -> BigInt,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    recall_requests (merchant_id, id) {
        merchant_id -> Uuid,
        id -> Uuid,
        assignment_id -> Uuid,
        fulfiller_id -> Uuid,
        quantities -> Json,
        reason -> Text,
        state -> Text,
        answer -> Text,
        asked_at -> Instant,
        answered_at -> Nullable<Instant>,
        version -> BigInt,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    waybill_accounts (party_id, id) {
        party_id -> Uuid,
        id -> Uuid,
        carrier -> Text,
        name -> Text,
        settlement_no -> Text,
        branch -> Text,
        state -> Text,
        state_note -> Text,
        balance_fen -> BigInt,
        held_fen -> BigInt,
        price_fen -> BigInt,
        created_at -> Instant,
        version -> BigInt,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    ledger (party_id, account_id, id) {
        party_id -> Uuid,
        account_id -> Uuid,
        id -> Uuid,
        kind -> Text,
        subject -> Text,
        fen -> BigInt,
        held -> BigInt,
        note -> Text,
        at -> Instant,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    parcels (merchant_id, id) {
        merchant_id -> Uuid,
        id -> Uuid,
        fulfiller_id -> Uuid,
        binding_id -> Nullable<Uuid>,
        receiver_id -> Uuid,
        receiver_write -> BigInt,
        state -> Text,
        stage -> Text,
        prints -> BigInt,
        attempts -> BigInt,
        weight_g -> BigInt,
        note -> Text,
        created_at -> Instant,
        shipped_at -> Nullable<Instant>,
        ended_at -> Nullable<Instant>,
        version -> BigInt,
        verified_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    parcel_items (merchant_id, parcel_id, assignment_id, line_id) {
        merchant_id -> Uuid,
        parcel_id -> Uuid,
        assignment_id -> Uuid,
        line_id -> Uuid,
        order_id -> Uuid,
        quantity -> BigInt,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    waybills (merchant_id, id) {
        merchant_id -> Uuid,
        id -> Uuid,
        parcel_id -> Uuid,
        fulfiller_id -> Uuid,
        client_ref -> Text,
        carrier -> Text,
        state -> Text,
        account_party_id -> Nullable<Uuid>,
        account_id -> Nullable<Uuid>,
        number -> Nullable<Text>,
        sorting_code -> Text,
        hub -> Text,
        product -> Text,
        fee_fen -> BigInt,
        code -> Nullable<Text>,
        remedy -> Text,
        receiver_write -> BigInt,
        reserved_at -> Instant,
        issued_at -> Nullable<Instant>,
        ended_at -> Nullable<Instant>,
        voiding -> Bool,
        version -> BigInt,
        binding_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    waybill_numbers (carrier, number) {
        carrier -> Text,
        number -> Text,
        merchant_id -> Uuid,
        waybill_id -> Uuid,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    print_agents (party_id, id) {
        party_id -> Uuid,
        id -> Uuid,
        name -> Text,
        state -> Text,
        code_hash -> Binary,
        code_until -> Instant,
        seal_key -> Nullable<Binary>,
        sign_key -> Nullable<Binary>,
        invited_by -> Nullable<Uuid>,
        created_at -> Instant,
        enrolled_at -> Nullable<Instant>,
        seen_at -> Nullable<Instant>,
        version -> BigInt,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    label_templates (party_id, id) {
        party_id -> Uuid,
        id -> Uuid,
        name -> Text,
        size -> Text,
        design -> Json,
        created_at -> Instant,
        version -> BigInt,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    label_defaults (party_id, scope_id, size) {
        party_id -> Uuid,
        scope_owner_id -> Uuid,
        scope_id -> Uuid,
        size -> Text,
        template_id -> Uuid,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    tickets (merchant_id, id) {
        merchant_id -> Uuid,
        id -> Uuid,
        parcel_id -> Uuid,
        waybill_id -> Uuid,
        fulfiller_id -> Uuid,
        agent_party_id -> Uuid,
        agent_id -> Uuid,
        task_id -> Uuid,
        ordinal -> BigInt,
        print_no -> BigInt,
        state -> Text,
        reason -> Text,
        size -> Text,
        template_hash -> Text,
        envelope -> Nullable<Json>,
        code -> Nullable<Text>,
        asked_at -> Instant,
        queue_by -> Instant,
        leave_by -> Instant,
        redeemed_at -> Nullable<Instant>,
        ended_at -> Nullable<Instant>,
        custom_party_id -> Nullable<Uuid>,
        custom_template_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    receipts (merchant_id, id) {
        merchant_id -> Uuid,
        id -> Uuid,
        ticket_id -> Uuid,
        outcome -> Text,
        bitmap_hash -> Text,
        printer -> Text,
        code -> Nullable<Text>,
        printed_at -> Instant,
        signature -> Binary,
        taken_at -> Instant,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    label_answers (merchant_id, ticket_id) {
        merchant_id -> Uuid,
        ticket_id -> Uuid,
        printed -> Bool,
        said_by -> Nullable<Uuid>,
        said_at -> Instant,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    batches (owner_id, id) {
        owner_id -> Uuid,
        id -> Uuid,
        kind -> Text,
        state -> Text,
        dry_run -> Bool,
        request -> Json,
        spool -> Nullable<Binary>,
        progress -> Json,
        total -> Nullable<BigInt>,
        done -> BigInt,
        refused -> BigInt,
        code -> Nullable<Text>,
        created_by -> Nullable<Uuid>,
        created_at -> Instant,
        started_at -> Nullable<Instant>,
        ended_at -> Nullable<Instant>,
        version -> BigInt,
        machine_id -> Nullable<Uuid>,
        place -> Nullable<BigInt>,
        retry_of -> Nullable<Uuid>,
        reasons -> Nullable<Json>,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    batch_items (owner_id, batch_id, ordinal) {
        owner_id -> Uuid,
        batch_id -> Uuid,
        ordinal -> BigInt,
        merchant_id -> Uuid,
        thing_id -> Uuid,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    views (party_id, person_id, id) {
        party_id -> Uuid,
        person_id -> Uuid,
        id -> Uuid,
        page -> Text,
        name -> Text,
        body -> Json,
        created_at -> Instant,
        version -> BigInt,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    stirs (party_id, at, id) {
        party_id -> Uuid,
        at -> Instant,
        id -> Uuid,
        noun -> Text,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    batch_refusals (owner_id, batch_id, ordinal) {
        owner_id -> Uuid,
        batch_id -> Uuid,
        ordinal -> BigInt,
        subject -> Text,
        place -> Nullable<BigInt>,
        field -> Text,
        code -> Text,
        detail -> Nullable<Text>,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    audit_heads (merchant_id) {
        merchant_id -> Uuid,
        seq -> BigInt,
        hash -> Binary,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    audit (merchant_id, seq) {
        merchant_id -> Uuid,
        seq -> BigInt,
        at -> Instant,
        purpose -> Text,
        actor -> Text,
        event -> Json,
        previous -> Binary,
        hash -> Binary,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    jobs (id) {
        id -> Uuid,
        kind -> Text,
        key -> Text,
        payload -> Json,
        state -> Text,
        run_at -> Instant,
        lease_until -> Nullable<Instant>,
        fence -> BigInt,
        attempts -> BigInt,
        last_error -> Text,
        created_at -> Instant,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    mails (party_id, id) {
        party_id -> Uuid,
        id -> Uuid,
        kind -> Text,
        address -> Text,
        locale -> Text,
        data -> Json,
        state -> Text,
        answer -> Text,
        created_at -> Instant,
        ended_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    comparisons (merchant_id, actor, hour) {
        merchant_id -> Uuid,
        actor -> Text,
        hour -> Instant,
        spent -> BigInt,
    }
}

diesel::table! {
    use crate::db::backend::sql::*;
    mail_paces (merchant_id, binding_id, notice) {
        merchant_id -> Uuid,
        binding_id -> Uuid,
        notice -> Text,
        told_at -> Nullable<Instant>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    parties,
    public_codes,
    settings,
    people,
    members,
    mail_proofs,
    sessions,
    login_failures,
    machines,
    refresh_tokens,
    idempotency_keys,
    bindings,
    products,
    sku_map,
    orders,
    lines,
    refunds,
    data_keys,
    index_keys,
    receivers,
    receiver_salts,
    receiver_tags,
    receiver_tokens,
    assignments,
    assignment_lines,
    recall_requests,
    waybill_accounts,
    ledger,
    parcels,
    parcel_items,
    waybills,
    waybill_numbers,
    print_agents,
    label_defaults,
    label_templates,
    tickets,
    receipts,
    label_answers,
    batches,
    batch_items,
    batch_refusals,
    stirs,
    views,
    audit_heads,
    audit,
    jobs,
    mails,
    comparisons,
    mail_paces,
);
