//! The states. A new room or a new tab wants its line here.

use crate::Step::{OpenAll, Press, PressAll, PressText, See, Write};
use crate::{Screens, State, Step, Storage};

/// Every state that looks another way than the page on its own.
pub const STATES: &[State] = &[
    State {
        steps: &PLAYED,
        ..state("front, the five answered", "")
    },
    State {
        storage: Storage::Holds(&RETURNING),
        steps: &[See(".returning.live", "Continue reading")],
        ..state("front, somebody who comes back", "")
    },
    State {
        paper: true,
        ..state("guide, a page", "guide/delegating-work/")
    },
    State {
        screens: Screens::Phones,
        steps: &[Press(".on-page-inline > summary")],
        ..state("guide, contents open", "guide/delegating-work/")
    },
    State {
        steps: &[
            Press("#search-open"),
            Write("#search-field", "review"),
            See("#search [role=option]", ""),
        ],
        ..state("search, with answers", "guide/code-review/")
    },
    State {
        steps: &[
            Press("#search-open"),
            Write("#search-field", "zzzz qqqq"),
            See("#search", "Nothing found"),
        ],
        ..state("search, with none", "guide/code-review/")
    },
    State {
        paper: true,
        ..state("compare, the table", "compare/")
    },
    State {
        steps: &[See("#no-row", "")],
        ..state("compare, no row", "compare/?q=nothing+has+this")
    },
    State {
        steps: &[See(".compare form [role=status]", "rows"), OpenAll],
        ..state(
            "compare, five roles, all open",
            "compare/?roles=lead,manager,senior,staff,architect",
        )
    },
    State {
        steps: &[
            Press(".compare form > .popover > .btn, #table-controls > .popover > .btn"),
            See(".roles", "Product manager"),
        ],
        ..state("compare, roles open", "compare/")
    },
    State {
        steps: &[See(".card", "")],
        ..state("compare, a card", "compare/#weigh")
    },
    State {
        steps: &[
            See(".card", ""),
            PressAll(".feeling:nth-child(1)"),
            See(".result", ""),
        ],
        ..state("compare, weighed", "compare/#weigh")
    },
    State {
        steps: &[See(".waiting", "Somebody has weighed")],
        ..state(
            "compare, a weighing that waits",
            "compare/#w=1.d584.000006&first",
        )
    },
    State {
        steps: &[See(".theirs", "All of their answers")],
        ..state(
            "compare, a weighing from a link",
            "compare/#w=1.2e3d.000006",
        )
    },
    State {
        steps: &[
            Press("label:nth-of-type(1) > [name=job-title]"),
            Press("label:nth-of-type(1) > [name=job-reports]"),
            Press("label:nth-of-type(2) > [name=job-coding]"),
            See(".placed", "It looks like"),
        ],
        ..state("compare, the kind of a job", "compare/#which-kind")
    },
    State {
        steps: &[See(".advert-form", "advert")],
        ..state("compare, no advert", "compare/#advert")
    },
    State {
        steps: &[
            PressText(".advert-form", "Try it"),
            See(".advert-answer", "It speaks of"),
        ],
        ..state("compare, an advert read", "compare/#advert")
    },
    State {
        steps: &[
            Press("[name=system-design] + *, label:has(> [name=system-design][value='2'])"),
            See("#skills-progress", "1 of 16"),
        ],
        ..state("skills, one answered", "skills/")
    },
    State {
        storage: Storage::Holds(&SCORED),
        steps: &[See("#skills-progress", "of 16")],
        ..state("skills, scored with colleagues", "skills/")
    },
    State {
        storage: Storage::Holds(&SCORED),
        steps: &[See("#skills-progress", "of 16")],
        ..state(
            "skills, asked by a colleague",
            "skills/#rate=AQAAAAdLaW2Ztrg",
        )
    },
    State {
        storage: Storage::Holds(&SCORED),
        steps: &[See("#skills-progress", "of 16")],
        ..state("skills, a link that is cut", "skills/#rated=cut")
    },
    State {
        steps: &[
            PressText(".beginning", "Answer the questions"),
            See("#triage", ""),
        ],
        ..state("roadmap, what do I have already", "roadmap/")
    },
    State {
        steps: &[
            PressText(".beginning", "Answer the questions"),
            PressText(".beginning > fieldset:nth-of-type(1)", "Yes"),
            PressText(".beginning", "Show my plan"),
            See(".strip .said", "Your plan has"),
        ],
        paper: true,
        ..state("roadmap, a plan", "roadmap/")
    },
    State {
        steps: &[
            PressText(".beginning", "Skip this"),
            PressText(".controls", "By step"),
            Press("#step-degree:not([open]) > summary"),
            See("#step-degree .task", ""),
        ],
        ..state("roadmap, by step", "roadmap/")
    },
    State {
        storage: Storage::Holds(&RETURNING),
        steps: &[See(".plan", "Lead the import")],
        ..state("roadmap, a small plan of one’s own", "roadmap/")
    },
    State {
        steps: &[
            PressText(".controls", "Filter, select"),
            PressText(".controls", "Filter the plan"),
            Write("#filter", "nothing like this"),
            See(".panel .note", "No milestone fits"),
        ],
        ..state("roadmap, nothing fits the filter", "roadmap/")
    },
    State {
        storage: Storage::Holds(&RETURNING),
        steps: &[
            Press("#item-own-a > .menu > button"),
            See("#item-own-a .menu-list", "Edit"),
        ],
        ..state("roadmap, the menu of a milestone", "roadmap/")
    },
    State {
        storage: Storage::Holds(&RETURNING),
        steps: &[
            Press("#item-own-a > .menu > button"),
            PressText("#item-own-a .menu-list", "Edit"),
            See("#item-own-a .edit", "Due"),
        ],
        ..state("roadmap, a milestone edited", "roadmap/")
    },
    State {
        steps: &[
            PressText(".beginning", "Skip this"),
            See("#time-window", "could be done between"),
        ],
        paper: true,
        ..state("roadmap, timeline", "roadmap/#time")
    },
    State {
        steps: &PROVED,
        paper: true,
        ..state("roadmap, evidence", "roadmap/")
    },
    State {
        steps: &AGENDA,
        paper: true,
        ..state("roadmap, agenda", "roadmap/")
    },
    State {
        steps: &[See(".panel form", "Start the trial")],
        ..state("roadmap, trial", "roadmap/#trial")
    },
    State {
        storage: Storage::Holds(&RETURNING),
        steps: &[
            PressText("#share ~ form", "Make the link"),
            See(".panel:not([hidden])", "Link to"),
        ],
        ..state("roadmap, shared", "roadmap/#take-along")
    },
    State {
        storage: Storage::Denied,
        steps: &[Press("#tick-choose-a-route"), See(".strip .not-saved", "")],
        ..state("roadmap, storage denied", "roadmap/")
    },
    State {
        steps: &[Press("[name=incident-at-two]:nth-of-type(2) summary")],
        ..state("situations, one answered", "situations/")
    },
    State {
        storage: Storage::Holds(&RETURNING),
        steps: &[See(".data.live", "")],
        ..state("about, with something stored", "about/")
    },
    State {
        has_app: false,
        ..state("no such page", "no-such-page/")
    },
];

/// A state in which nothing was stored and nothing is done.
const fn state(name: &'static str, page: &'static str) -> State {
    State {
        name,
        ..State::of_page(page)
    }
}

/// The five situations of the front page, answered.
const PLAYED: [Step; 6] = [
    Press("[name=incident-at-two]:nth-of-type(1) summary"),
    Press("[name=two-seniors-deadlock]:nth-of-type(2) summary"),
    Press("[name=date-slips]:nth-of-type(1) summary"),
    Press("[name=friend-underperforms]:nth-of-type(1) summary"),
    Press("[name=green-field]:nth-of-type(2) summary"),
    See(".verdict", "You lean"),
];

/// Two milestones with what shows that they are done, on the tab that collects them.
const PROVED: [Step; 8] = [
    Press("#tick-write-decisions"),
    Write(
        "#evidence-of-write-decisions",
        "Six records, two of them reversed later",
    ),
    Write("#evidence-by-of-write-decisions", "Ada"),
    PressText("#item-write-decisions .edit", "Keep as evidence"),
    Press("#tick-choose-a-route"),
    PressText("#item-choose-a-route .edit", "Not now"),
    PressText(".tabs", "Evidence"),
    See("#document", "Six records"),
];

/// The same, as the agenda of a talk.
const AGENDA: [Step; 10] = [
    PROVED[0],
    PROVED[1],
    PROVED[2],
    PROVED[3],
    PROVED[4],
    PROVED[5],
    PROVED[6],
    PROVED[7],
    PressText(".panel:not([hidden]) .choice", "Agenda"),
    See("#document", "Who decides about this role here"),
];

/// Of somebody who has read, planned and scored.
const RETURNING: [(&str, &str); 7] = [
    ("read:incidents", r#"{"schema":1,"updated":"2026-11-23"}"#),
    (
        "read:delegating-work",
        r#"{"schema":1,"updated":"2026-11-23"}"#,
    ),
    (
        "reading",
        r#"{"schema":1,"page":"delegating-work","name":"Delegating work","section":"what-good-looks-like","heading":"What good looks like","day":"2026-11-20"}"#,
    ),
    ("plan:main", r#"{"schema":1,"items":2}"#),
    (
        "plan:main:item:own-a",
        r#"{"schema":1,"id":"own-a","step":"experience","rank":"m","title":"Lead the import","due":"2099-12-12","status":"doing","note":"With the platform team; the old format stays until March."}"#,
    ),
    (
        "plan:main:item:own-b",
        r#"{"schema":1,"id":"own-b","step":"skills","rank":"m","title":"Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft","due":"2026-01-12"}"#,
    ),
    (
        "skills:draft",
        r#"{"schema":1,"levels":"delegation:0 communication:2"}"#,
    ),
];

/// An assessment with a history, two ratings by colleagues and something agreed, all questions at once.
const SCORED: [(&str, &str); 7] = [
    (
        "skills:draft",
        r#"{"schema":1,"day":"2026-11-23","levels":"system-design:0 code-review:1 running-in-production:2 security-and-privacy:3 decision-making:4 delegation:0 growing-others:1 feedback-and-conflict:2 communication:3 hiring-and-onboarding:4 slicing-and-planning:0 forecasting-and-risk:1 product-and-stakeholders:2 flow-and-debt:3 time-and-energy:4 machine-written-code:0"}"#,
    ),
    (
        "skills:snapshot:1",
        r#"{"schema":1,"number":1,"day":"2026-05-23","levels":"system-design:1 code-review:2 running-in-production:3 security-and-privacy:4 decision-making:0 delegation:1 growing-others:2 feedback-and-conflict:3 communication:4 hiring-and-onboarding:0 slicing-and-planning:1 forecasting-and-risk:2 product-and-stakeholders:3 flow-and-debt:4 time-and-energy:0 machine-written-code:1"}"#,
    ),
    (
        "skills:snapshot:2",
        r#"{"schema":1,"number":2,"day":"2026-08-23","levels":"system-design:2 code-review:3 running-in-production:4 security-and-privacy:0 decision-making:1 delegation:2 growing-others:3 feedback-and-conflict:4 communication:0 hiring-and-onboarding:1 slicing-and-planning:2 forecasting-and-risk:3 product-and-stakeholders:4 flow-and-debt:0 time-and-energy:1 machine-written-code:2"}"#,
    ),
    (
        "skills:rating:7-1",
        r#"{"schema":1,"request":7,"answer":1,"day":"2026-11-20","levels":"system-design:2 code-review:3 running-in-production:4 security-and-privacy:0 decision-making:1 delegation:2 growing-others:3 feedback-and-conflict:4 communication:0 hiring-and-onboarding:1 slicing-and-planning:2 forecasting-and-risk:3 product-and-stakeholders:4 flow-and-debt:0 time-and-energy:1 machine-written-code:2"}"#,
    ),
    (
        "skills:rating:7-2",
        r#"{"schema":1,"request":7,"answer":2,"day":"2026-11-21","levels":"system-design:4 code-review:0 running-in-production:1 security-and-privacy:2 decision-making:3 delegation:4 growing-others:0 feedback-and-conflict:1 communication:2 hiring-and-onboarding:3 slicing-and-planning:4 forecasting-and-risk:0 product-and-stakeholders:1 flow-and-debt:2 time-and-energy:3 machine-written-code:4"}"#,
    ),
    (
        "skills:agreed:delegation",
        r#"{"schema":1,"day":"2026-11-23","skill":"delegation","level":2,"note":"Hands over the import."}"#,
    ),
    ("skills:pace", r#"{"schema":1,"pace":"all_at_once"}"#),
];
