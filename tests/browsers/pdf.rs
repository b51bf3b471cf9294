//! Reads the PDF files that Chromium and Firefox print.

use crate::harness::{Browser, Outcome};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use lopdf::content::Operation;
use lopdf::{Document, Object};
use std::collections::HashMap;

/// A page as it is printed.
pub struct Pdf(Document);

impl Pdf {
    /// Prints the page that is open. Not in WebKit.
    pub async fn of(browser: &Browser) -> Outcome<Self> {
        let file = BASE64_STANDARD.decode(browser.printed().await?)?;
        Ok(Self(Document::load_mem(&file)?))
    }

    /// How many bytes of glyphs each sheet shows.
    pub fn glyphs(&self) -> Outcome<Vec<usize>> {
        fn length(shown: &Object) -> usize {
            match shown {
                Object::String(glyphs, _) => glyphs.len(),
                Object::Array(parts) => parts.iter().map(length).sum(),
                _ => 0,
            }
        }
        let sheets = self.0.page_iter().map(|sheet| {
            let content = self.0.get_and_decode_page_content(sheet)?;
            let shows_text = |operation: &&Operation| {
                matches!(operation.operator.as_str(), "Tj" | "TJ" | "'" | "\"")
            };
            let shown = content.operations.iter().filter(shows_text);
            Ok(shown
                .flat_map(|operation| &operation.operands)
                .map(length)
                .sum())
        });
        sheets.collect()
    }

    /// The number of the sheet on which each element is that a link of the page leads to, by the
    /// element's id. As Chromium writes it.
    pub fn sheets_of_ids(&self) -> Outcome<HashMap<String, usize>> {
        let numbers: HashMap<_, _> = self.0.page_iter().zip(1..).collect();
        let places = self.0.catalog()?.get_deref(b"Dests", &self.0)?.as_dict()?;
        let places = places.iter().filter_map(|(id, place)| {
            let (_, place) = self.0.dereference(place).ok()?;
            let sheet = place.as_array().ok()?.first()?.as_reference().ok()?;
            Some((
                String::from_utf8_lossy(id).into_owned(),
                *numbers.get(&sheet)?,
            ))
        });
        Ok(places.collect())
    }
}
