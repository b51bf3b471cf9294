//! Files and texts that a person gives to the page.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ClipboardEvent, DragEvent, Event, File, FileList, HtmlInputElement};

/// A file that was chosen, not read yet.
#[derive(Debug, Clone)]
pub struct ChosenFile(File);

impl ChosenFile {
    /// Its size in bytes.
    pub fn size(&self) -> f64 {
        self.0.size()
    }

    /// Its bytes; none where it cannot be read.
    pub async fn bytes(&self) -> Vec<u8> {
        let buffer = JsFuture::from(self.0.array_buffer()).await;
        buffer.map_or_else(
            |_| Vec::new(),
            |buffer| js_sys::Uint8Array::new(&buffer).to_vec(),
        )
    }
}

/// The file that was chosen in a field. The field is empty again, so that the same file can be chosen
/// twice.
pub fn chosen(event: &Event) -> Option<ChosenFile> {
    let field: HtmlInputElement = event.target()?.dyn_into().ok()?;
    let file = first(field.files());
    field.set_value("");
    file
}

/// The file that was dropped.
pub fn dropped(event: &DragEvent) -> Option<ChosenFile> {
    first(event.data_transfer()?.files())
}

/// The text that is being pasted.
pub fn pasted(event: &ClipboardEvent) -> String {
    let data = event.clipboard_data();
    data.and_then(|data| data.get_data("text/plain").ok())
        .unwrap_or_default()
}

fn first(files: Option<FileList>) -> Option<ChosenFile> {
    files?.get(0).map(ChosenFile)
}
