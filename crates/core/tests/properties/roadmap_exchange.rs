//! Out and in: what leaves a plan comes back the same, and nothing that comes in does harm.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "the helpers of tests may panic as tests do, and some tests tell a figure"
)]

#[path = "roadmap_exchange/plans.rs"]
mod plans;

#[path = "roadmap_exchange/files.rs"]
mod files;
#[path = "roadmap_exchange/links.rs"]
mod links;
#[path = "roadmap_exchange/texts.rs"]
mod texts;
