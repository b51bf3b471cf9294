//! Saves a figure of the page as a picture: a part of its own, loaded when somebody asks for one.

use crate::browser::{history, picture, take_along};
use crate::shell::{Messages, Overlays};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Saves the figure that was asked for.
pub fn open() {
    let messages = expect_context::<Messages>();
    let wanted = expect_context::<Overlays>().picture;
    let Some(id) = wanted.get_untracked() else {
        return;
    };
    let address = [&*history::page_address(), "#", &id].concat();
    let Some((figure, letters)) = picture::figure(&id) else {
        return;
    };
    let shown = address.split_once("//").map_or(&*address, |(_, rest)| rest);
    let svg = figure.svg(shown, &letters);
    let (width, height) = figure.size();
    let name = [id.trim_start_matches("figure-"), ".png"].concat();
    spawn_local(async move {
        if !take_along::save_picture(&name, &svg, width, height).await {
            messages
                .say("This browser could not draw the picture. Take one of the screen instead.");
        }
    });
}
