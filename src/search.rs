//! Search as people meet it: a dialog over any page.

pub mod view;
