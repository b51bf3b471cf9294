//! Reading other pages and files of this site.

use super::elements::{all_in, detached_element, document};
use guide_core::roadmap::checklist::{Entry, is_entry_of};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element};

/// What is taken from another page's HTML file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// The title of its document.
    pub title: String,
    /// The inner HTML of its `#content`.
    pub html: String,
}

/// Writes the links below `element` as absolute addresses. They are relative in the files, and would
/// point elsewhere after the first navigation.
pub fn make_links_absolute(element: &Element, page: &str) {
    for attribute in ["href", "src"] {
        for element in all_in(element, &["[", attribute, "]"].concat()) {
            let Some(value) = element.get_attribute(attribute) else {
                continue;
            };
            if value.starts_with('#') {
                continue;
            }
            if let Ok(absolute) = web_sys::Url::new_with_base(&value, page) {
                _ = element.set_attribute(attribute, &absolute.href());
            }
        }
    }
}

/// What the line that names a document's release says by this name; see `site::document::Release`.
fn release_says(document: &Document, name: &str) -> Option<String> {
    let line = document.query_selector("script[data-release]").ok()??;
    line.get_attribute(name)
}

/// The name of this release's search index, in the folder of the site.
pub fn search_index() -> Option<String> {
    release_says(&document()?, "data-index")
}

/// Reads the article of another page of this site, as the release that is running has it.
///
/// # Errors
/// The page is not there, is not one of ours, or is of another release.
pub async fn article(address: &str) -> Result<Article, JsValue> {
    let page = address.split(['?', '#']).next().unwrap_or_default();
    let running = document().and_then(|document| release_says(&document, "data-release"));
    // The service worker has several releases while tabs of several are open.
    let asked = [page, "?release=", running.as_deref().unwrap_or_default()].concat();
    let (text, address) = text(&asked).await?;
    let parsed = web_sys::DomParser::new()?
        .parse_from_string(&without_style(&text), web_sys::SupportedType::TextHtml)?;
    if release_says(&parsed, "data-release") != running {
        return Err(JsValue::NULL);
    }
    let content = parsed.get_element_by_id("content").ok_or(JsValue::NULL)?;
    make_links_absolute(&content, &address);
    Ok(Article {
        title: parsed.title(),
        html: content.inner_html(),
    })
}

/// The entries of a checklist on another page of this site, in the order of the page.
///
/// # Errors
/// The page is not there, is not one of ours, or is of another release.
pub async fn entries(address: &str, section: &str) -> Result<Vec<Entry>, JsValue> {
    let article = article(address).await?;
    let content = detached_element().ok_or(JsValue::NULL)?;
    content.set_inner_html(&article.html);
    let entries = all_in(&content, "[id]").into_iter().filter_map(|element| {
        let id = element.id();
        let text = element.text_content()?;
        is_entry_of(section, &id).then_some(Entry { id, text })
    });
    Ok(entries.collect())
}

/// A page without the style that stands in it: the policy of the document that is open does not allow
/// the style of another kind of page, and a browser complains of it even while parsing.
fn without_style(html: &str) -> String {
    let style = html.split_once("<style>").and_then(|(before, rest)| {
        let (_, after) = rest.split_once("</style>")?;
        Some([before, after].concat())
    });
    style.unwrap_or_else(|| html.to_owned())
}

/// Reads a file of this site: its text, and the address that it came from in the end.
///
/// # Errors
/// The file cannot be loaded.
pub async fn text(path: &str) -> Result<(String, String), JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let response: web_sys::Response = JsFuture::from(window.fetch_with_str(path))
        .await?
        .dyn_into()?;
    if !response.ok() {
        return Err(JsValue::NULL);
    }
    let text = JsFuture::from(response.text()?)
        .await?
        .as_string()
        .unwrap_or_default();
    Ok((text, response.url()))
}
