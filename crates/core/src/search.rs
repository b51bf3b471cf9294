//! Search over the whole site: an index that is fetched with the first search, asked in the browser.
//!
//! The site generator writes the index; the weights of words and the synonyms are in there already,
//! so that the app has only to look up.

pub mod model;
