//! Where machines trade what they know for what they carry.

use actix_web::{HttpRequest, post};
use serde::Serialize;

use super::session::caller_address;
use crate::http::app::{Answer, App};
use crate::http::ask::Json;
use crate::http::problem::Refusals;
use crate::http::token;
use crate::party::machine::{self, TokenAsk};

/// A token and what comes next.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct TokenView {
    /// Send it as `Authorization: Bearer …`.
    pub access_token: String,
    /// `Bearer`.
    #[schema(value_type = String)]
    pub token_type: &'static str,
    /// Seconds it counts.
    pub expires_in: i64,
    /// Trade it for the next token; it counts once.
    pub refresh_token: String,
    /// What it may do.
    pub scopes: Vec<String>,
}

/// Trades a machine's secret, or a refresh token, for a token of ten minutes.
#[utoipa::path(tag = "machines", security(()), responses((status = 200, body = TokenView), Refusals))]
#[post("/token")]
pub async fn trade(request: HttpRequest, app: App, ask: Json<TokenAsk>) -> Answer<TokenView> {
    let (ask, _) = ask.take()?;
    let (door, address) = (app.shared_door(), caller_address(&request));
    app.work(move |house| {
        let proven = machine::prove(house.db(), door.side(), &ask, &address)?;
        let live = proven.live;
        let access_token =
            door.tokens()
                .issue(live.id, live.party, live.scopes.clone(), house.clock().now())?;
        Ok(TokenView {
            access_token,
            token_type: "Bearer",
            expires_in: token::LIFE.num_seconds(),
            refresh_token: proven.refresh_token,
            scopes: live.scopes,
        })
    })
    .await
}
