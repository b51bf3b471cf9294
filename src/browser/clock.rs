//! Time and chance, as the browser knows them.

use guide_core::day::Day;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;

/// Does something once, after so many milliseconds.
pub fn later(milliseconds: u32, act: impl FnOnce() + 'static) {
    _ = start(
        "setTimeout",
        &Closure::once_into_js(act),
        &milliseconds.into(),
    );
}

/// Milliseconds since some moment, to tell how long something takes.
pub fn milliseconds() -> f64 {
    js_sys::Date::now()
}

/// Lets the browser do what it has to: paint, and answer the person.
pub async fn breathe() {
    let next = js_sys::Promise::new(&mut |done, _| _ = start("setTimeout", &done, &0.into()));
    _ = JsFuture::from(next).await;
}

/// Does something every second, as long as the page lives.
pub fn every_second(act: impl Fn() + 'static) {
    let act = Closure::<dyn Fn()>::new(act);
    _ = start("setInterval", &act.into_js_value(), &1000.into());
}

/// Does something once, when the browser has nothing else to do; a second later where it does not tell.
pub fn when_idle(act: impl FnOnce() + 'static) {
    let act = Closure::once_into_js(act);
    // After a second at the latest; Safari only knows the second way.
    let options = js_sys::Object::new();
    _ = js_sys::Reflect::set(&options, &"timeout".into(), &1000.into());
    if start("requestIdleCallback", &act, &options).is_none() {
        _ = start("setTimeout", &act, &1000.into());
    }
}

/// Whether the person has asked to save data.
pub fn saves_data() -> bool {
    let get = |of: &JsValue, name: &str| js_sys::Reflect::get(of, &JsValue::from_str(name));
    let saves = web_sys::window().and_then(|window| {
        let connection = get(&window.navigator(), "connection").ok()?;
        get(&connection, "saveData").ok()
    });
    saves == Some(JsValue::TRUE)
}

/// Not with Leptos's timers: they take a `Duration`, whose division is 1 KB of WebAssembly.
fn start(timer: &str, act: &JsValue, when: &JsValue) -> Option<JsValue> {
    let window = web_sys::window()?;
    let timer = js_sys::Reflect::get(&window, &JsValue::from_str(timer)).ok()?;
    js_sys::Function::from(timer).call2(&window, act, when).ok()
}

/// A new id for something that a person makes: never two alike, also across tabs and devices.
pub fn fresh_id() -> String {
    let millis = js_sys::Date::now();
    let chance = js_sys::Math::random() * 2_f64.powi(40);
    [
        "own-",
        &base_36(millis as u64),
        "-",
        &base_36(chance as u64),
    ]
    .concat()
}

/// A number by chance, never 0: tells what is made here from what is made on other devices.
pub fn chance() -> u32 {
    let chance = js_sys::Math::random() * f64::from(u32::MAX);
    (chance as u32).saturating_add(1)
}

fn base_36(mut number: u64) -> String {
    let mut digits = Vec::new();
    loop {
        digits.push(b"0123456789abcdefghijklmnopqrstuvwxyz"[(number % 36) as usize]);
        number /= 36;
        if number == 0 {
            break;
        }
    }
    digits.reverse();
    digits.into_iter().map(char::from).collect()
}

/// Today's date here, as `YYYY-MM-DD`.
pub fn today() -> String {
    let now = js_sys::Date::new_0();
    let two = |number: u32| {
        if number < 10 {
            format!("0{number}")
        } else {
            number.to_string()
        }
    };
    [
        now.get_full_year().to_string(),
        two(now.get_month() + 1),
        two(now.get_date()),
    ]
    .join("-")
}

/// This moment in universal time, as `YYYYMMDDTHHMMSSZ`.
pub fn now_utc() -> String {
    // A browser's clock counts the milliseconds since 1970.
    let seconds = (js_sys::Date::now() / 1_000.0) as i64;
    let day = Day::from_number((seconds / 86_400) as i32);
    let mut stamp = day.to_string().replace('-', "");
    stamp.push('T');
    let mut rest = seconds % 86_400;
    for unit in [36_000, 3_600, 600, 60, 10, 1] {
        stamp += &(rest / unit).to_string();
        rest %= unit;
    }
    stamp.push('Z');
    stamp
}
