//! The floor of `waybill`: what reserving and issuing write, in sets of 200, without carrier, vault or JSON.

use std::time::{Duration, Instant};

use shared::db::backend::Conn;
use shared::id::{Owned, kind};
use uuid::Uuid;

use super::{in_one_transaction, now};
use crate::Fallible;
use crate::base::{literal, number, on_postgres};
use crate::stage::Stage;

/// Numbers of one set: what a worker claims at once.
const SET: usize = 200;

/// Writes the rows of a number for each assignment: one transaction that reserves, one that leases the jobs, one
/// for the audit's entry, one that issues. Parcel, waybill and job take the assignment's id, as good a UUID as any.
pub fn run(conn: &mut Conn, stage: &Stage, assignments: &[String]) -> Fallible<Duration> {
    let ids: Vec<Uuid> = assignments
        .iter()
        .map(|id| {
            let id: Owned<kind::Assignment> = id.parse().map_err(|_| "not an assignment's id")?;
            Ok(id.id.raw())
        })
        .collect::<Fallible<_>>()?;
    let floor = Statements::of(stage)?;
    let begun = Instant::now();
    for some in ids.chunks(SET) {
        for transaction in [&floor.reserve, &floor.lease, &floor.audit, &floor.issue] {
            let statements: Vec<&str> = transaction.iter().map(String::as_str).collect();
            in_one_transaction(conn, stage.owner, some, &statements)?;
        }
    }
    let took = begun.elapsed();
    let written = number(
        conn,
        "SELECT COUNT(*) AS n FROM waybills WHERE hub = 'floor' AND state = 'issued'",
    )?;
    if usize::try_from(written)? != ids.len() {
        return Err(format!("the floor wrote {written} of {} numbers", ids.len()).into());
    }
    Ok(took)
}

struct Statements {
    reserve: Vec<String>,
    lease: Vec<String>,
    audit: Vec<String>,
    issue: Vec<String>,
}

impl Statements {
    fn of(stage: &Stage) -> Fallible<Self> {
        let factory = stage.factories.first().ok_or("no factory")?;
        let account: Owned<kind::WaybillAccount> =
            factory.account.parse().map_err(|_| "not an account's id")?;
        let words = Words {
            party: literal(factory.id.raw()),
            account: literal(account.id.raw()),
            now: now(),
        };
        Ok(Self {
            reserve: words.reserve(),
            lease: words.lease(),
            audit: words.audit(),
            issue: words.issue(),
        })
    }
}

struct Words {
    party: String,
    account: String,
    now: String,
}

impl Words {
    fn reserve(&self) -> Vec<String> {
        let Self { party, account, now } = self;
        let (json, text) = if on_postgres() {
            ("'{}'::jsonb", "a.id::text")
        } else {
            ("'{}'", "hex(a.id)")
        };
        vec![
            format!(
                "INSERT INTO parcels (merchant_id, id, fulfiller_id, binding_id, receiver_id, receiver_write, state,
                    stage, prints, attempts, weight_g, note, created_at, version)
                 SELECT a.merchant_id, a.id, a.fulfiller_id, a.binding_id, o.receiver_id, o.receiver_write, 'planned',
                    'number', 0, 1, 0, '', {now}, 2
                 FROM assignments a JOIN orders o ON o.merchant_id = a.merchant_id AND o.id = a.order_id
                 WHERE a.merchant_id = $1 AND a.id IN {{set}}"
            ),
            "INSERT INTO parcel_items (merchant_id, parcel_id, assignment_id, line_id, order_id, quantity)
             SELECT merchant_id, assignment_id, assignment_id, line_id, order_id, quantity FROM assignment_lines
             WHERE merchant_id = $1 AND assignment_id IN {set}"
                .to_owned(),
            "UPDATE assignment_lines SET packed = quantity WHERE merchant_id = $1 AND assignment_id IN {set}"
                .to_owned(),
            format!(
                "INSERT INTO waybills (merchant_id, id, parcel_id, fulfiller_id, client_ref, carrier, state,
                    account_party_id, account_id, number, sorting_code, hub, product, fee_fen, code, remedy,
                    receiver_write, reserved_at, issued_at, ended_at, voiding, version)
                 SELECT a.merchant_id, a.id, a.id, a.fulfiller_id, {text} || '.1', 'sandbox', 'reserved', {party},
                    {account}, NULL, '', 'floor', '', 220, NULL, '', 1, {now}, NULL, NULL, false, 1
                 FROM assignments a WHERE a.merchant_id = $1 AND a.id IN {{set}}"
            ),
            self.book("hold", "-220", "220"),
            self.balance("- 220 *", "+ 220 *"),
            format!(
                "INSERT INTO jobs (id, kind, key, payload, state, run_at, lease_until, fence, attempts, last_error,
                    created_at)
                 SELECT a.id, 'floor', {text}, {json}, 'ready', {now}, NULL, 0, 0, '', {now}
                 FROM assignments a WHERE a.merchant_id = $1 AND a.id IN {{set}}"
            ),
            self.counters("to_number = to_number", "assignments", "id"),
            self.counters("to_number = to_number", "orders", "id"),
        ]
    }

    fn lease(&self) -> Vec<String> {
        vec![format!(
            "UPDATE jobs SET state = 'leased', lease_until = {}, fence = fence + 1, attempts = attempts + 1
             WHERE $1 = $1 AND id IN {{set}}",
            self.now
        )]
    }

    fn audit(&self) -> Vec<String> {
        let (json, hash) = if on_postgres() {
            ("to_jsonb($2::text)", "sha256('x'::bytea)")
        } else {
            ("json_quote($2)", "zeroblob(32)")
        };
        vec![
            format!(
                "INSERT INTO audit (merchant_id, seq, at, purpose, actor, event, previous, hash)
                 SELECT $1, h.seq + 1, {}, 'carrier_request', 'worker', {json}, h.hash, {hash}
                 FROM audit_heads h WHERE h.merchant_id = $1",
                self.now
            ),
            format!("UPDATE audit_heads SET seq = seq + 1, hash = {hash} WHERE merchant_id = $1 AND $2 = $2"),
        ]
    }

    fn issue(&self) -> Vec<String> {
        let text = if on_postgres() { "id::text" } else { "hex(id)" };
        vec![
            format!(
                "INSERT INTO waybill_numbers (carrier, number, merchant_id, waybill_id)
                 SELECT carrier, {text}, merchant_id, id FROM waybills WHERE merchant_id = $1 AND id IN {{set}}"
            ),
            format!(
                "UPDATE waybills SET state = 'issued', number = {text}, sorting_code = '571-01-02', issued_at = {},
                    version = version + 1 WHERE merchant_id = $1 AND id IN {{set}}",
                self.now
            ),
            "UPDATE parcels SET stage = 'print', version = version + 1 WHERE merchant_id = $1 AND id IN {set}".to_owned(),
            self.book("spend", "0", "-220"),
            self.balance("- 0 *", "- 220 *"),
            "DELETE FROM jobs WHERE $1 = $1 AND id IN {set}".to_owned(),
            self.counters("to_print = to_number, to_number = 0", "assignments", "id"),
            self.counters("to_print = to_number, to_number = 0", "orders", "id"),
        ]
    }

    fn book(&self, kind: &str, fen: &str, held: &str) -> String {
        let Self { party, account, now } = self;
        let (text, id) = if on_postgres() {
            ("a.id::text", "gen_random_uuid()")
        } else {
            ("hex(a.id)", "randomblob(16)")
        };
        format!(
            "INSERT INTO ledger (party_id, account_id, id, kind, subject, fen, held, note, at)
             SELECT {party}, {account}, {id}, '{kind}', {text}, {fen}, {held}, '', {now}
             FROM assignments a WHERE a.merchant_id = $1 AND a.id IN {{set}}"
        )
    }

    fn balance(&self, fen: &str, held: &str) -> String {
        let set = "(SELECT COUNT(*) FROM assignments WHERE merchant_id = $1 AND id IN {set})";
        format!(
            "UPDATE waybill_accounts SET balance_fen = balance_fen {fen} {set}, held_fen = held_fen {held} {set},
                version = version + 1 WHERE party_id = {} AND id = {}",
            self.party, self.account
        )
    }

    fn counters(&self, set: &str, table: &str, column: &str) -> String {
        let which = match table {
            "orders" => "(SELECT order_id FROM assignments WHERE merchant_id = $1 AND id IN {set})",
            _ => "{set}",
        };
        format!(
            "UPDATE {table} SET {set}, version = version + 1 WHERE merchant_id = $1 AND {column} IN {which}"
        )
    }
}
