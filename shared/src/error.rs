//! "Said no" and "broke" are different types: a `Refusal` is part of the product, a `Broken` is our fault.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The answer of everything that can be refused or break.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Either the caller was refused, or something of ours broke.
#[derive(Debug)]
pub enum Error {
    /// The domain said no: a code, its source and remedy go to the caller.
    Refused(Refusal),
    /// Something broke: the caller learns a request id and nothing else.
    Broken(Broken),
}

/// A domain's no.
#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    /// Which no, out of a closed vocabulary.
    pub code: Code,
    /// What the words of the code do not say; never a receiver's data.
    pub detail: Option<String>,
    /// Where in the request, as a JSON pointer or a header's or parameter's name.
    pub at: Option<String>,
    /// The object as it stands, for `stale`.
    pub current: Option<Value>,
    /// Seconds after which asking again makes sense.
    pub retry_after: Option<u64>,
}

/// Who can mend it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ErrorSource {
    /// The caller asked for what cannot be.
    Caller,
    /// The platform cannot just now.
    Platform,
    /// The carrier said no.
    Carrier,
}

macro_rules! codes {
    ($($name:ident = $text:literal, $status:literal, $source:ident, $title:literal, $remedy:literal;)*) => {
        /// Every refusal there is: the stable code, the HTTP status, who can mend it, and how.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Code { $(#[doc = $title] $name),* }

        impl Code {
            /// All codes, in the order of their table.
            pub const ALL: &'static [Code] = &[$(Code::$name),*];
            /// The stable code.
            #[must_use]
            pub const fn text(self) -> &'static str { match self { $(Code::$name => $text),* } }
            /// The HTTP status.
            #[must_use]
            pub const fn status(self) -> u16 { match self { $(Code::$name => $status),* } }
            /// Who can mend it.
            #[must_use]
            pub const fn source(self) -> ErrorSource { match self { $(Code::$name => ErrorSource::$source),* } }
            /// What happened, in a few words.
            #[must_use]
            pub const fn title(self) -> &'static str { match self { $(Code::$name => $title),* } }
            /// What to do next.
            #[must_use]
            pub const fn remedy(self) -> &'static str { match self { $(Code::$name => $remedy),* } }
            /// The code of that text.
            #[must_use]
            pub fn of(text: &str) -> Option<Code> { match text { $($text => Some(Code::$name),)* _ => None } }
        }
    };
}

codes! {
    // The wire.
    MalformedJson = "malformed_json", 400, Caller, "The body is not the JSON this operation takes", "Compare the body with the operation in /v1/openapi.json.";
    InvalidField = "invalid_field", 422, Caller, "A field has a value it cannot have", "Correct the field named in `at`.";
    UnknownField = "unknown_field", 422, Caller, "A field is not known here", "Remove the field; unknown fields are refused, never dropped.";
    BodyTooLarge = "body_too_large", 413, Caller, "The body is larger than this operation takes", "Split the work into smaller calls, or import it as a file.";
    WrongContentType = "wrong_content_type", 415, Caller, "The content type is not one this operation takes", "Send application/json, or the file type the operation names.";
    TooManyRows = "too_many_rows", 422, Caller, "More rows than one call takes", "Send at most 500 rows in one call, or a batch.";
    DuplicateKey = "duplicate_key", 422, Caller, "The same thing is named twice in one request", "Name each thing once.";
    NotFound = "not_found", 404, Caller, "There is no such thing here", "Check the id, and that it belongs to the party you act for.";
    MethodNotAllowed = "method_not_allowed", 405, Caller, "This path does not take that method", "See the operation in /v1/openapi.json.";
    Stale = "stale", 409, Caller, "It has changed since you read it", "Look at `current`, decide again, and send its version.";
    KeyMissing = "idempotency_key_missing", 400, Caller, "This operation needs an Idempotency-Key", "Send an Idempotency-Key header: one new value per intent, the same value for its repeats.";
    KeyReused = "idempotency_key_reused", 422, Caller, "The Idempotency-Key belongs to another body", "Use a new key for a new intent.";
    KeyInFlight = "idempotency_key_in_flight", 409, Caller, "The first call with this key is still running", "Ask again after the seconds in Retry-After.";
    RateLimited = "rate_limited", 429, Caller, "Too many of these in a short time", "Wait for the seconds in Retry-After.";
    Busy = "busy", 503, Platform, "The platform is busy", "Ask again after the seconds in Retry-After.";
    // Who asks.
    SignInNeeded = "sign_in_needed", 401, Caller, "Nobody is signed in", "Sign in, or send a valid bearer token.";
    SignInRefused = "sign_in_refused", 401, Caller, "Address, password or code is wrong", "Try again, or reset the password.";
    TotpNeeded = "totp_needed", 401, Caller, "A one-time code is needed", "Send the six digits of your authenticator as `totp`.";
    Forbidden = "forbidden", 403, Caller, "Your role or scope does not allow this", "Ask an owner of your party for the role, or the machine's scope.";
    StepUpNeeded = "step_up_needed", 403, Caller, "This act wants a fresh proof that it is you", "Send your password or code to /v1/session/step-up, then repeat the call.";
    CrossSite = "cross_site", 403, Caller, "The request did not come from this console", "Use the console's own pages, or a machine principal.";
    PartyNotActive = "party_not_active", 403, Caller, "Your party is not approved, or was suspended", "Wait for the operator's decision, or ask the operator.";
    MailTaken = "mail_taken", 409, Caller, "Somebody here already uses this mail address", "Sign in with it, or reset its password.";
    ProofNotValid = "proof_not_valid", 422, Caller, "The link is used, expired or unknown", "Ask for a new mail.";
    WeakPassword = "weak_password", 422, Caller, "The password is too easy to guess", "Use at least 10 characters that are not a common password.";
    LastOwner = "last_owner", 409, Caller, "A party keeps at least one owner", "Make somebody else an owner first.";
    AlreadyDecided = "already_decided", 409, Caller, "This was decided before", "Look at its state; nothing is left to decide.";
    // Bindings.
    DropShippingOff = "drop_shipping_off", 409, Caller, "Drop-shipping is switched off on one side", "Both sides switch it on in their settings first.";
    CodeUnknown = "code_unknown", 422, Caller, "No party has this public code", "Ask the other side for its code and check every letter.";
    SameParty = "same_party", 422, Caller, "A party is not bound to itself", "Use the other side's code.";
    AlreadyBound = "already_bound", 409, Caller, "A live binding of this pair exists", "Open it in the list of bindings.";
    BindingNotLive = "binding_not_live", 409, Caller, "The binding does not take new work", "Offer a new binding, or choose another factory.";
    TermNotYours = "term_not_yours", 403, Caller, "This term is the other side's to set", "Leave the term out, or ask the other side to change it.";
    StateForbids = "state_forbids", 409, Caller, "Its state does not allow this now", "Look at `actions`: they are the verbs legal now.";
    // Orders.
    ReceiverMasked = "masked_receiver", 422, Caller, "The receiver is already masked", "Export it with the receiver in clear, or let the marketplace push it.";
    TwoReceivers = "two_receivers", 422, Caller, "One order number with two receivers", "Give each order one receiver.";
    NumberLostDigits = "number_lost_digits", 422, Caller, "A spreadsheet rounded this number", "Format the column as text in the original file and export again.";
    FileRefused = "file_refused", 422, Caller, "The file cannot be read", "See `detail`; save it as CSV (UTF-8) or XLSX and try again.";
    UploadExpired = "upload_expired", 409, Platform, "The upload was deleted before it could be read", "Upload the file again; uploads are kept for 24 hours.";
    OrderOfPlatform = "order_of_platform", 409, Caller, "The marketplace brought this order", "Leave it out: the marketplace changes its own orders.";
    ComparisonsSpent = "comparisons_spent", 429, Caller, "This hour's comparisons of receivers are used up", "Go on in the next hour with the rows that were refused; the operator may raise the limit.";
    OrderGiven = "order_given", 409, Caller, "The order is in a fulfiller's hands", "Recall it first, then close it.";
    OrderClosed = "order_closed", 409, Caller, "The order is closed or not paid", "Only open orders are worked on.";
    CutBelowAssigned = "cut_below_assigned", 409, Caller, "The new quantity is below what is assigned", "Recall the surplus first.";
    // Assigning.
    NothingFree = "nothing_free", 409, Caller, "Fewer pieces are free than asked for", "Lower the quantity; `detail` says how many are free.";
    RefundOpen = "refund_open", 409, Caller, "A refund is open on this line", "Close the refund, or override it with a reason.";
    UndoTooLate = "undo_too_late", 409, Caller, "The undo window is over", "Recall the assignment instead.";
    HasWaybill = "has_waybill", 409, Caller, "A number exists already", "Ask the fulfiller: send a recall request.";
    RegionUnknown = "region_unknown", 422, Caller, "The region is not in the division list", "Use a six-digit division code or its name.";
    // Parcels, waybills, money.
    NothingToPack = "nothing_to_pack", 409, Caller, "Nothing is left to pack", "All accepted pieces are in parcels already.";
    ReceiversDiffer = "receivers_differ", 409, Caller, "One parcel has one receiver", "Make a parcel per receiver.";
    ReceiverChanged = "receiver_changed", 409, Caller, "The receiver changed after the number was taken", "Void the number and take a new one.";
    ReceiverGone = "receiver_gone", 409, Caller, "The receiver was deleted for good", "Ask the merchant for the receiver, or drop the parcel.";
    WaybillLive = "waybill_live", 409, Caller, "The parcel has a number already", "Use it, or void it first.";
    WaybillUnknown = "waybill_unknown", 409, Platform, "The carrier has not said whether it sold a number", "Wait: the platform is asking; no second number is bought meanwhile.";
    NumberTaken = "number_taken", 409, Caller, "This number is on another parcel", "Check the number; each belongs to one parcel.";
    NumberLost = "number_lost", 409, Caller, "The number is another parcel's", "Type the parcel's own number, or take one.";
    NumberNotValid = "number_not_valid", 422, Caller, "This is no number of that carrier", "Check carrier and number.";
    NoNumber = "no_number", 409, Caller, "The parcel has no number yet", "Take a waybill or type a number first.";
    CarrierUnknown = "carrier_unknown", 422, Caller, "No such carrier here", "See /v1/carriers.";
    CarrierNotAllowed = "carrier_not_allowed", 409, Caller, "The binding does not allow this carrier", "Choose one of the binding's carriers, or change its terms.";
    CarrierRefused = "carrier_refused", 409, Carrier, "The carrier refused", "See `detail`.";
    RegionNotServed = "region_not_served", 409, Carrier, "The carrier does not serve this region", "Choose another carrier.";
    CarrierDown = "carrier_down", 503, Carrier, "The carrier does not answer", "Nothing is lost; ask again later.";
    BalanceTooLow = "balance_too_low", 409, Caller, "The account has too little money", "Top the account up.";
    SenderMissing = "sender_missing", 409, Caller, "Your party has no dispatch address", "Set the sender (name, phone, address) in your party's settings.";
    CapReached = "cap_reached", 409, Caller, "The day's limit of this binding is reached", "Wait for tomorrow, or ask the merchant to raise it.";
    AccountNotActive = "account_not_active", 409, Caller, "The waybill account is not active", "Wait for the operator's approval, or choose another account.";
    // Printing.
    AgentUnknown = "agent_unknown", 422, Caller, "No such print agent", "Enrol the agent first, or choose another.";
    AgentRevoked = "agent_revoked", 403, Caller, "The print agent was revoked", "Enrol it again with a new code.";
    AgentCodeNotValid = "agent_code_not_valid", 422, Caller, "The enrolment code is used, expired or unknown", "Make a new code in the console.";
    AgentSignature = "agent_signature", 401, Caller, "The agent's signature does not hold", "Set the clock, or enrol the agent again.";
    ClockOff = "clock_off", 401, Caller, "The agent's clock is off by more than five minutes", "Set the clock of the machine the agent runs on.";
    TicketSpent = "already_redeemed", 409, Caller, "The ticket was redeemed before", "Print again from the console: it makes a new ticket.";
    TicketExpired = "ticket_expired", 409, Caller, "The ticket is too old", "Print again from the console: it makes a new ticket.";
    ReprintReason = "reprint_reason", 422, Caller, "This label was printed before", "Give a reason to print it again.";
}

impl Refusal {
    /// A plain no.
    #[must_use]
    pub const fn new(code: Code) -> Self {
        Self {
            code,
            detail: None,
            at: None,
            current: None,
            retry_after: None,
        }
    }

    /// Adds what the code's words do not say.
    #[must_use]
    pub fn saying(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// Adds the place in the request.
    #[must_use]
    pub fn at(mut self, place: impl Into<String>) -> Self {
        self.at = Some(place.into());
        self
    }

    /// Adds the object as it stands.
    #[must_use]
    pub fn current(mut self, object: Value) -> Self {
        self.current = Some(object);
        self
    }

    /// Adds when to ask again, in seconds.
    #[must_use]
    pub const fn after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds);
        self
    }
}

impl Error {
    /// Adds the place in the request, where it is a no.
    #[must_use]
    pub fn at(self, place: &str) -> Self {
        match self {
            Self::Refused(no) => Self::Refused(no.at(place)),
            broken @ Self::Broken(_) => broken,
        }
    }
}

impl From<Code> for Refusal {
    fn from(code: Code) -> Self {
        Self::new(code)
    }
}

impl From<Code> for Error {
    fn from(code: Code) -> Self {
        Self::Refused(code.into())
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(no) => {
                write!(
                    f,
                    "{}: {}",
                    no.code.text(),
                    no.detail.as_deref().unwrap_or(no.code.title())
                )
            }
            Self::Broken(broken) => write!(f, "{broken}"),
        }
    }
}

impl std::error::Error for Error {}

/// Something of ours broke; the words are for the log alone.
#[derive(Debug)]
pub struct Broken {
    what: String,
    cause: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Broken {
    /// Broken for a reason of our own, e.g. an impossible row.
    #[must_use]
    pub fn new(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            cause: None,
        }
    }

    /// For `map_err`: names the work and keeps the cause.
    pub fn of<E: Into<Box<dyn std::error::Error + Send + Sync>>>(what: &'static str) -> impl Fn(E) -> Self {
        move |cause| Self {
            what: what.to_owned(),
            cause: Some(cause.into()),
        }
    }

    /// A row that cannot be: names table, column and row, never a receiver's data.
    #[must_use]
    pub fn row(table: &str, column: &str, row: impl fmt::Display) -> Self {
        Self::new(format!("impossible row: {table}.{column} of {row}"))
    }

    /// The database error behind it, if there is one.
    #[must_use]
    pub fn database(&self) -> Option<&diesel::result::Error> {
        self.cause()
    }

    /// The cause, if it is an `E`.
    #[must_use]
    pub fn cause<E: std::error::Error + 'static>(&self) -> Option<&E> {
        self.cause.as_ref()?.downcast_ref()
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.cause {
            Some(cause) => write!(f, "{}: {cause}", self.what),
            None => write!(f, "{}", self.what),
        }
    }
}

impl From<Broken> for Error {
    fn from(broken: Broken) -> Self {
        Self::Broken(broken)
    }
}

impl From<diesel::result::Error> for Error {
    fn from(cause: diesel::result::Error) -> Self {
        Self::Broken(Broken {
            what: "database".to_owned(),
            cause: Some(Box::new(cause)),
        })
    }
}

impl From<serde_json::Error> for Error {
    fn from(cause: serde_json::Error) -> Self {
        Self::Broken(Broken {
            what: "json".to_owned(),
            cause: Some(Box::new(cause)),
        })
    }
}

/// Violations are mapped where they are expected: SQLite hides the constraint's name.
pub trait OrRefuse<T> {
    /// Turns a unique violation into `code`.
    ///
    /// # Errors
    /// The refusal, or the database's own error.
    fn or_taken(self, code: Code) -> Result<T>;
    /// Turns "no row" into `not_found`.
    ///
    /// # Errors
    /// The refusal, or the database's own error.
    fn or_missing(self) -> Result<T>;
    /// Turns a failed CHECK into `code`.
    ///
    /// # Errors
    /// The refusal, or the database's own error.
    fn or_unbalanced(self, code: Code) -> Result<T>;
}

impl<T> OrRefuse<T> for diesel::QueryResult<T> {
    fn or_taken(self, code: Code) -> Result<T> {
        refuse(self, diesel::result::DatabaseErrorKind::UniqueViolation, code)
    }

    fn or_missing(self) -> Result<T> {
        match self {
            Err(diesel::result::Error::NotFound) => Err(Code::NotFound.into()),
            other => Ok(other?),
        }
    }

    fn or_unbalanced(self, code: Code) -> Result<T> {
        refuse(self, diesel::result::DatabaseErrorKind::CheckViolation, code)
    }
}

fn refuse<T>(
    answer: diesel::QueryResult<T>,
    wanted: diesel::result::DatabaseErrorKind,
    code: Code,
) -> Result<T> {
    match answer {
        Err(diesel::result::Error::DatabaseError(kind, _))
            if std::mem::discriminant(&kind) == std::mem::discriminant(&wanted) =>
        {
            Err(code.into())
        }
        other => Ok(other?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_one_to_one() {
        for code in Code::ALL {
            assert_eq!(Code::of(code.text()), Some(*code));
            assert!(code.text().chars().all(|c| c.is_ascii_lowercase() || c == '_'));
            assert!((400..600).contains(&code.status()) && code.status() != 500);
            assert!(code.remedy().ends_with('.'));
        }
    }
}
