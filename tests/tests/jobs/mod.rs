//! What is done for the world after a decision: jobs and mail, over real databases and a real mail server.

mod mail;
mod operator;
mod sow;
mod stage;
mod worker;
