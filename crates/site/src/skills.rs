//! The skills page as HTML: all skills and levels to read, and the form that `crate::skills` binds
//! by the `name` of its controls. What has an id starting with `skills-` is filled by the app.

use guide_core::content::{SKILL_GROUPS, SKILLS, Skill};
use guide_core::route::{Base, Route};
use guide_core::skills::link::NAME_LIMIT;
use guide_core::skills::model::{LEVEL_NAMES, PRESETS};
use maud::{Markup, html};

/// The inner HTML of the page's `#content`.
pub fn page(base: &Base) -> Markup {
    html! {
        div.wide.skills {
            h1 { "The skills of a technical lead" }
            p.standfirst { "Sixteen skills, each in four levels that others can see. A first-time lead needs five of them at “leads”, not all." }
            noscript { p.note { "All skills and levels are below. To score yourself on this page, it needs JavaScript." } }
            div.note.from-link id="skills-link" role="status" {}
            p {
                b { "How to score. " }
                "Aware: you do it with help. Solid: you do it alone, for your own work. Leads: you do it for a team, which is the bar for a technical lead. Multiplies: people in other teams do it better because of you. "
                "Take the highest level whose behaviour a colleague has seen from you in the last three months. It takes ten minutes."
            }
            p.meta.needs-app.keys { "On a keyboard: 0 to 4 answers and goes on to the next skill; the arrow keys choose, Tab goes on." }
            (assessment(base))
            section.rating {
                h2 id="send" { "Send it back" }
                p { "The answer is a link. It has your levels in it and nothing else: no name, no date. " (button("answer", "Copy the answer link", "btn main")) }
            }
            (result())
            (history())
            (colleagues(base))
        }
    }
}

fn assessment(base: &Base) -> Markup {
    html! {
        div {
            @for group in SKILL_GROUPS {
                section {
                    h2 id=(group.id) { (group.title) }
                    @for skill in SKILLS.iter().filter(|skill| skill.group == group.id) { (question(base, skill)) }
                }
            }
            div.so-far.needs-app {
                p id="skills-progress" role="status" { (SKILLS.len()) " skills, about 10 minutes." }
                p id="skills-trouble" role="alert" {}
                (button("restart", "Start over", "plain"))
            }
        }
    }
}

fn question(base: &Base, skill: &Skill) -> Markup {
    let behaviours = std::iter::once("").chain(skill.levels.iter().copied());
    html! {
        fieldset.skill id=(skill.id) data-digits {
            legend { h3 { (skill.title) } }
            p { (skill.definition) " " a href=(base.join(skill.guide)) { "In the guide" span.unseen { ": " (skill.title) } } }
            div.levels {
                @for (level, (name, behaviour)) in LEVEL_NAMES.iter().zip(behaviours).enumerate() {
                    label { input type="radio" name=(skill.id) value=(level); span { b { (capitalised(name)) } " " span { (behaviour) } } }
                }
                label.rating { input type="radio" name=(skill.id) value="-"; b { "Cannot say" } }
            }
        }
    }
}

fn result() -> Markup {
    html! {
        section.own {
            h2 id="result" { "Your result" }
            div id="skills-result" {}
            p.needs-app.calls {
                (button("snapshot", "Keep this in my history", "btn"))
                (button("markdown", "Copy as Markdown", "btn"))
            }
            p.needs-app {
                label for="preset" { "Your target " }
                select.field id="preset" name="preset" {
                    @for preset in &PRESETS { option value=(preset.id) { (preset.title) } }
                    option value="own" { "My own, set below" }
                }
            }
            details.needs-app.targets {
                summary { "Set a target for each skill" }
                @for skill in SKILLS {
                    p {
                        label for=(format!("skills-target-{}", skill.id)) { (skill.title) }
                        select.field id=(format!("skills-target-{}", skill.id)) name=(format!("target-{}", skill.id)) {
                            @for (level, name) in LEVEL_NAMES.iter().enumerate() { option value=(level) { (level) " " (name) } }
                        }
                    }
                }
            }
            h3 id="gaps" { "Your gaps, widest first" }
            div id="skills-gaps" {}
            p.needs-app id="skills-roadmap" {}
        }
    }
}

fn history() -> Markup {
    html! {
        section.own {
            h2 id="history" { "How it has changed" }
            p { "Keep a snapshot now and score again after a quarter. Nothing is written over: each snapshot stays until you delete it. Expect some numbers to fall, because you now know what the next level looks like." }
            div id="skills-history" {}
        }
    }
}

fn colleagues(base: &Base) -> Markup {
    html! {
        section.own {
            h2 id="colleagues" { "What colleagues see" }
            p { "Ask one person who reviews your code and one outside engineering. They open your link, rate the same skills without seeing your score, and send you a link back. Open that here, and it is laid beside your own." }
            p.needs-app.asking {
                label for="asker" { "Your first name, if the link should say it " }
                input.field id="asker" name="asker" type="text" maxlength=(NAME_LIMIT) autocomplete="given-name";
                (button("ask", "Copy a link for a colleague", "btn"))
            }
            div id="skills-colleagues" {}
            p.meta {
                "Your scores stay in this browser. The link for a colleague has your first name, if you give it, and no scores. What stands in a link after “#” is sent to no server. "
                a href=(base.href(Route::About)) { "Where your data is" }
            }
        }
    }
}

fn button(name: &str, text: &str, class: &str) -> Markup {
    html! { button class=(class) type="button" name=(name) { (text) } }
}

fn capitalised(name: &str) -> String {
    let (first, rest) = name.split_at(1);
    first.to_uppercase() + rest
}
