//! The book in memory: who was sold what, by reference and by number, and what each account has left.

use std::collections::{BTreeSet, HashMap};
use std::io;

use serde::{Deserialize, Serialize};
use shared::carrier::sandbox::{fee_fen, province, wire};

use crate::sandbox::places;
use crate::sandbox::ranges::{Dealer, Range};

/// A carrier's terms, the same for every account.
#[derive(Debug, Clone)]
pub struct Rules {
    /// What an account starts with, in fen.
    pub opening_fen: i64,
    /// How many numbers an account may ever buy.
    pub numbers: u64,
    /// The settlement numbers that exist; `None` means all.
    pub accounts: Option<BTreeSet<String>>,
    /// Division prefixes not delivered to, like `65` or `330109`.
    pub unserved: Vec<String>,
}

impl Default for Rules {
    fn default() -> Rules {
        Rules {
            opening_fen: 1_000_000_000,
            numbers: 100_000_000,
            accounts: None,
            unserved: Vec::new(),
        }
    }
}

/// One ask for a number, receiver already checked and gone.
#[derive(Debug, Clone)]
pub struct Take {
    pub client_ref: String,
    pub account: String,
    pub region: u32,
    /// Keyed digest of the whole form, hex.
    pub form: String,
    /// Milliseconds since 1970.
    pub at_ms: i64,
}

/// One number sold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sale {
    pub client_ref: String,
    pub account: String,
    pub number: String,
    pub sorting_code: String,
    pub hub: String,
    pub route: String,
    pub fee_fen: i64,
    pub form: String,
    pub at_ms: i64,
    /// Not in the sale's own line: a later line voids it.
    #[serde(default)]
    pub voided: bool,
}

/// A word of `shared::carrier::sandbox::wire`: why nothing was sold or voided.
pub type Refused = &'static str;

/// One line of the file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Record {
    /// The server started; `first` is the first serial it may deal.
    Started {
        first: u64,
    },
    /// A block was dealt to an account.
    Range {
        account: String,
        first: u64,
    },
    Sold {
        sale: Sale,
    },
    Voided {
        number: String,
    },
}

/// Everything sold so far.
#[derive(Debug)]
pub struct Book {
    rules: Rules,
    dealer: Dealer,
    sales: Vec<Sale>,
    by_ref: HashMap<String, usize>,
    by_number: HashMap<String, usize>,
    accounts: HashMap<String, Account>,
}

#[derive(Debug, Default)]
struct Account {
    range: Range,
    sold: u64,
    spent_fen: i64,
}

impl Book {
    /// An empty book; `chance` decides where numbers start.
    pub fn new(rules: Rules, chance: u64) -> Book {
        Book {
            rules,
            dealer: Dealer::born(chance),
            sales: Vec::new(),
            by_ref: HashMap::new(),
            by_number: HashMap::new(),
            accounts: HashMap::new(),
        }
    }

    /// The line that opens a run.
    pub fn birth(&self) -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        put(
            &mut line,
            &Record::Started {
                first: self.dealer.first(),
            },
        )?;
        Ok(line)
    }

    /// Replays one line.
    pub fn apply(&mut self, record: Record) {
        match record {
            Record::Started { first } => self.dealer = Dealer::from(first),
            Record::Range { account, first } => {
                self.dealer.saw(first);
                self.accounts.entry(account).or_default().range = Range::starting(first);
            }
            Record::Sold { sale } => {
                self.accounts
                    .entry(sale.account.clone())
                    .or_default()
                    .range
                    .saw(&sale.number);
                self.enter(sale);
            }
            Record::Voided { number } => self.strike(&number),
        }
    }

    /// Sells once per client reference, whoever asks; writes the lines to be kept to `out`.
    pub fn take(&mut self, take: &Take, out: &mut Vec<u8>) -> Result<Sale, Refused> {
        if let Some(sale) = self.find(&take.client_ref) {
            return if sale.voided { Err(wire::VOIDED) } else { Ok(sale) };
        }
        let way = places::way(&take.account, take.region).filter(|_| self.serves(take.region));
        let way = way.ok_or(wire::REGION)?;
        let fee_fen = fee_fen(take.region);
        let (left_fen, left) = self.balance(&take.account)?;
        if left_fen < fee_fen {
            return Err(wire::BALANCE);
        }
        if left == 0 {
            return Err(wire::EMPTY);
        }
        let number = self.number(&take.account, out)?;
        let Take {
            client_ref,
            account,
            form,
            at_ms,
            ..
        } = take.clone();
        let places::Way {
            sorting_code,
            hub,
            route,
        } = way;
        let sale = Sale {
            client_ref,
            account,
            number,
            sorting_code,
            hub,
            route,
            fee_fen,
            form,
            at_ms,
            voided: false,
        };
        put(out, &Record::Sold { sale: sale.clone() }).map_err(|_| wire::MALFORMED)?;
        self.enter(sale.clone());
        Ok(sale)
    }

    /// Voids an account's number.
    pub fn void(&mut self, account: &str, number: &str, out: &mut Vec<u8>) -> Result<(), Refused> {
        let sale = self.by_number.get(number).and_then(|at| self.sales.get(*at));
        let sale = sale.filter(|sale| sale.account == account).ok_or(wire::NUMBER)?;
        if !sale.voided {
            put(
                out,
                &Record::Voided {
                    number: number.to_owned(),
                },
            )
            .map_err(|_| wire::MALFORMED)?;
            self.strike(number);
        }
        Ok(())
    }

    /// The sale of a client reference.
    pub fn find(&self, client_ref: &str) -> Option<Sale> {
        let at = self.by_ref.get(client_ref)?;
        self.sales.get(*at).cloned()
    }

    /// Fen and numbers an account has left.
    pub fn balance(&self, account: &str) -> Result<(i64, u64), Refused> {
        if self
            .rules
            .accounts
            .as_ref()
            .is_some_and(|known| !known.contains(account))
        {
            return Err(wire::ACCOUNT);
        }
        let (spent, sold) = self
            .accounts
            .get(account)
            .map_or((0, 0), |found| (found.spent_fen, found.sold));
        Ok((
            self.rules.opening_fen.saturating_sub(spent),
            self.rules.numbers.saturating_sub(sold),
        ))
    }

    /// At most `limit` sales after the `after`-th.
    pub fn sold(&self, after: usize, limit: usize) -> Vec<Sale> {
        self.sales.iter().skip(after).take(limit).cloned().collect()
    }

    fn serves(&self, region: u32) -> bool {
        let code = region.to_string();
        province(region).is_some()
            && !self
                .rules
                .unserved
                .iter()
                .any(|prefix| code.starts_with(prefix.as_str()))
    }

    fn number(&mut self, account: &str, out: &mut Vec<u8>) -> Result<String, Refused> {
        let owner = self.accounts.entry(account.to_owned()).or_default();
        if let Some(number) = owner.range.sell() {
            return Ok(number);
        }
        owner.range = self.dealer.deal().ok_or(wire::EMPTY)?;
        let record = Record::Range {
            account: account.to_owned(),
            first: owner.range.first(),
        };
        put(out, &record).map_err(|_| wire::MALFORMED)?;
        owner.range.sell().ok_or(wire::EMPTY)
    }

    fn enter(&mut self, sale: Sale) {
        let account = self.accounts.entry(sale.account.clone()).or_default();
        account.sold = account.sold.saturating_add(1);
        account.spent_fen = account.spent_fen.saturating_add(sale.fee_fen);
        let at = self.sales.len();
        self.by_ref.insert(sale.client_ref.clone(), at);
        self.by_number.insert(sale.number.clone(), at);
        self.sales.push(sale);
    }

    fn strike(&mut self, number: &str) {
        let Some(sale) = self.by_number.get(number).and_then(|at| self.sales.get_mut(*at)) else {
            return;
        };
        sale.voided = true;
        if let Some(account) = self.accounts.get_mut(&sale.account) {
            account.spent_fen = account.spent_fen.saturating_sub(sale.fee_fen);
        }
    }
}

fn put(out: &mut Vec<u8>, record: &Record) -> io::Result<()> {
    let line = serde_json::to_vec(record).map_err(io::Error::other)?;
    out.extend_from_slice(&line);
    out.push(b'\n');
    Ok(())
}
