//! What leaves the page because the person asks for it: the clipboard and files.

use super::clock;
use super::elements::{call, flag, root_attribute};
use guide_core::figure_picture::with_serif;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Puts `text` on the clipboard. `false` where the browser does not allow it.
pub async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else {
        return false;
    };
    // Undefined outside secure contexts, although the binding promises it.
    let clipboard = js_sys::Reflect::get(&window.navigator(), &JsValue::from_str("clipboard"));
    match clipboard.map(JsCast::dyn_into::<web_sys::Clipboard>) {
        Ok(Ok(clipboard)) => JsFuture::from(clipboard.write_text(text)).await.is_ok(),
        _ => false,
    }
}

/// Whether this device has a share sheet that people use: phones and tablets have one. (The ones of
/// desktops know few apps.)
pub fn can_share() -> bool {
    let query = JsValue::from_str("(pointer: coarse)");
    share_function().is_some()
        && web_sys::window()
            .is_some_and(|window| flag(&call(&window, "matchMedia", &query), "matches"))
}

/// web-sys counts the share sheet among what is not stable yet.
fn share_function() -> Option<(web_sys::Navigator, js_sys::Function)> {
    let navigator = web_sys::window()?.navigator();
    let share = js_sys::Reflect::get(&navigator, &JsValue::from_str("share")).ok()?;
    Some((navigator, share.dyn_into().ok()?))
}

/// Opens the system's share sheet for an address. Called by a click, without which browsers refuse.
pub fn share(address: &str) {
    let Some((navigator, share)) = share_function() else {
        return;
    };
    let what = js_sys::Object::new();
    _ = js_sys::Reflect::set(
        &what,
        &JsValue::from_str("url"),
        &JsValue::from_str(address),
    );
    if let Ok(promise) = share.call1(&navigator, &what) {
        wasm_bindgen_futures::spawn_local(async move {
            // Rejected when the person closes the sheet, which is no news to them.
            _ = JsFuture::from(js_sys::Promise::resolve(&promise)).await;
        });
    }
}

/// How long an address of a file is kept: Safari reads it some time after the click.
const KEPT_FOR: u32 = 60_000;

/// Offers `text` as a file: through the share sheet where the device has one that people use, as a
/// download otherwise. Called by a click, without which browsers refuse.
pub fn save_file(name: &str, media_type: &str, text: &str) {
    if can_share() && share_file(name, media_type, text).is_some() {
        return;
    }
    download(name, media_type, text);
}

/// Opens the share sheet with a file; `None` where it takes none.
fn share_file(name: &str, media_type: &str, text: &str) -> Option<()> {
    let (navigator, share) = share_function()?;
    let options = web_sys::FilePropertyBag::new();
    options.set_type(media_type);
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let file = web_sys::File::new_with_str_sequence_and_options(&parts, name, &options).ok()?;
    let what = js_sys::Object::new();
    let files = js_sys::Array::of1(&file);
    js_sys::Reflect::set(&what, &JsValue::from_str("files"), &files).ok()?;
    if call(&navigator, "canShare", &what) != JsValue::TRUE {
        return None;
    }
    let promise = share.call1(&navigator, &what).ok()?;
    wasm_bindgen_futures::spawn_local(async move {
        // Rejected when the person closes the sheet, which is no news to them.
        _ = JsFuture::from(js_sys::Promise::resolve(&promise)).await;
    });
    Some(())
}

/// Offers `text` as a file to save.
pub fn download(name: &str, media_type: &str, text: &str) {
    // Nothing can be said to the person that the missing download does not say already.
    _ = try_download(name, media_type, text);
}

fn try_download(name: &str, media_type: &str, text: &str) -> Result<(), JsValue> {
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let blob = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options)?;
    let address = web_sys::Url::create_object_url_with_blob(&blob)?;
    save(name, &address)?;
    // Safari reads the file some time after the click.
    clock::later(KEPT_FOR, move || {
        // An address that is gone already is what is wanted.
        _ = web_sys::Url::revoke_object_url(&address);
    });
    Ok(())
}

/// Lets the browser save what is at `address`.
fn save(name: &str, address: &str) -> Result<(), JsValue> {
    let link: web_sys::HtmlAnchorElement = element("a")?.unchecked_into();
    link.set_href(address);
    link.set_download(name);
    link.set_hidden(true);
    // Some browsers only follow a link that is in the page.
    let body = document()?.body().ok_or(JsValue::NULL)?;
    body.append_child(&link)?;
    link.click();
    clock::later(KEPT_FOR, move || link.remove());
    Ok(())
}

fn document() -> Result<web_sys::Document, JsValue> {
    web_sys::window()
        .and_then(|window| window.document())
        .ok_or(JsValue::NULL)
}

fn element(tag: &str) -> Result<web_sys::Element, JsValue> {
    document()?.create_element(tag)
}

/// Offers a drawing as a picture to save: a PNG of this size in pixels, which every program shows.
/// `false` where the browser does not draw it.
pub async fn save_picture(name: &str, svg: &str, width: i32, height: i32) -> bool {
    try_save_picture(name, svg, width, height).await.is_ok()
}

async fn try_save_picture(name: &str, svg: &str, width: i32, height: i32) -> Result<(), JsValue> {
    let set = |of: &JsValue, name: &str, value: &JsValue| {
        js_sys::Reflect::set(of, &JsValue::from_str(name), value)
    };
    let image = element("img")?;
    let address = match serif().await {
        Some(serif) => encoded(&with_serif(svg, &serif)),
        None => encoded(svg),
    };
    let address = ["data:image/svg+xml,", &address].concat();
    let drawn = js_sys::Promise::new(&mut |done, failed| {
        _ = set(&image, "onload", &done);
        _ = set(&image, "onerror", &failed);
    });
    set(&image, "src", &JsValue::from_str(&address))?;
    JsFuture::from(drawn).await?;
    let canvas = element("canvas")?;
    set(&canvas, "width", &JsValue::from(width))?;
    set(&canvas, "height", &JsValue::from(height))?;
    // By their names: bindings of their own would be loaded by every visitor.
    let pen = call(&canvas, "getContext", &JsValue::from_str("2d"));
    let draw = js_sys::Reflect::get(&pen, &JsValue::from_str("drawImage"))?;
    let draw: js_sys::Function = draw.dyn_into()?;
    draw.call3(&pen, &image, &JsValue::from(0), &JsValue::from(0))?;
    let png = call(&canvas, "toDataURL", &JsValue::from_str("image/png"));
    save(name, &png.as_string().ok_or(JsValue::NULL)?)
}

/// The serif that the page is set in, as base64: a drawing of its own has none of the page's fonts. `None`
/// where the page is set in the system's.
async fn serif() -> Option<String> {
    let address = root_attribute("data-letters")?;
    let window = web_sys::window()?;
    let response = JsFuture::from(window.fetch_with_str(&address)).await.ok()?;
    let buffer = call(&response, "arrayBuffer", &JsValue::UNDEFINED);
    let buffer = JsFuture::from(js_sys::Promise::resolve(&buffer))
        .await
        .ok()?;
    let bytes = js_sys::Uint8Array::new(&buffer).to_vec();
    let text: String = bytes.into_iter().map(char::from).collect();
    call(&window, "btoa", &JsValue::from_str(&text)).as_string()
}

fn encoded(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}
