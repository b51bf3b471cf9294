//! The app in parts: `main`, which every page loads, and a file for each part that is loaded where it
//! is used.
//!
//! trunk's own output is not used in a release build. It starts from what the linker wrote, takes it
//! apart at the split points (`src/app/parts.rs`), gives `main` its JavaScript, joins the small pieces
//! that several parts share, and makes every file smaller. The names of the parts stand in the
//! JavaScript, and so are made before its own.

mod join;
mod slim;
mod tool;

use super::hashed::named;
use super::{Build, SiteError, read};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use tool::Tool;

/// The package of the app, as cargo and trunk name its files.
const APP: &str = "tech-lead-guide";

/// The module that `main` imports its loaders from. There is none: `assets/parts.js` takes its place.
const LOADERS: &str = "./parts.js";

/// Loaded on every page. What it shares with others is in its own file.
const EVERYWHERE: &str = "extras";

/// Parts that are loaded after another one, whose file can have what they share with it: what is behind
/// the tabs of a room, and what comes of the answers about skills.
const AFTER: [(&str, &str); 7] = [
    ("opened", "roadmap"),
    ("tabs", "roadmap"),
    ("tabs", "opened"),
    ("weigh", "compare"),
    ("advert", "compare"),
    ("advert", "weigh"),
    ("outcome", "skills"),
];

/// A small part of pages that need nothing else. What it shares with others is with [`EVERYWHERE`], so
/// that it does not bring what the rooms share.
const LIGHT: &str = "checklists";

/// The files of what else several parts share. A piece that one of these parts uses goes into the file
/// beside it, the first where there are more; so what a first visit of the comparison loads has nothing
/// that only others share.
const SHARED: [(&str, &[&str]); 3] = [
    ("shared", &["compare", "search", "situations"]),
    ("kept", &["skills"]),
    ("plan", &["roadmap"]),
];

/// What is left: what parts share that no first visit needs.
const LATER: &str = "later";

/// Where the loader has the names of the files.
const FILES_PLACE: &str = "const FILES = {};";

/// The app as pages load it.
#[derive(Debug)]
pub struct App {
    /// The JavaScript side of `main`, with the loader of the parts.
    pub glue: String,
    /// `main`.
    pub main: Vec<u8>,
    /// The names of the files that each part needs, in the site's root folder.
    pub parts: BTreeMap<String, Vec<String>>,
}

/// The app in one piece, as trunk made it: for the edit loop.
///
/// # Errors
/// A file that cannot be read or removed.
pub fn in_one_piece(build: &Build) -> Result<App, SiteError> {
    let [glue, main] = outputs_of_trunk(build);
    let app = App {
        glue: read(&glue)?,
        main: fs::read(&main).map_err(|error| SiteError::of(&main, error))?,
        parts: BTreeMap::new(),
    };
    remove_outputs_of_trunk(build)?;
    Ok(app)
}

/// Takes the app apart, and writes the files of the parts into the staging folder.
///
/// # Errors
/// What is wrong with the linker's file or with a tool; a file that cannot be read or written.
pub fn take_apart(build: &Build) -> Result<App, SiteError> {
    remove_outputs_of_trunk(build)?;
    let target = target_folder(build)?;
    let linked = target.join(format!("wasm32-unknown-unknown/release/{APP}.wasm"));
    let work = target.join("parts");
    // What an earlier build left must not come along.
    _ = fs::remove_dir_all(&work);

    let pieces = split(&linked, &work)?;
    let glue = bind(&work)?;
    let glue = shorten(&work, &glue)?;
    let mut files = join::join(&work, group(&pieces))?;
    files.push(join::File {
        stem: "app".to_owned(),
        path: work.join("app_bg.wasm"),
    });
    shrink(&files)?;

    let main = files
        .pop()
        .map(|file| fs::read(&file.path).map_err(|error| SiteError::of(&file.path, error)))
        .transpose()?
        .unwrap_or_default();
    let parts = write_parts(build, &pieces, &files)?;
    let loader = read(&build.source.join("assets/parts.js"))?;
    Ok(App {
        glue: with_loader(&glue, &loader, &parts)?,
        main,
        parts,
    })
}

/// Which pieces each part needs, by their file names without ending.
type Pieces = HashMap<String, Vec<String>>;

/// Takes the linker's file apart, into `main.wasm` and pieces.
fn split(linked: &Path, work: &Path) -> Result<Pieces, SiteError> {
    let module = fs::read(linked).map_err(|error| SiteError::of(linked, error))?;
    let main = work.join("main.wasm");
    let mut options = wasm_split_cli_support::Options::new(&module);
    options.output_dir = work;
    options.main_out_path = &main;
    options.link_name = LOADERS;
    let split = wasm_split_cli_support::transform(options)
        .map_err(|error| SiteError::of(linked, format!("{error:#}")))?;
    if split.prefetch_map.is_empty() {
        return Err(SiteError::of(linked, "it has no split points"));
    }
    Ok(split.prefetch_map)
}

/// Gives `main` its JavaScript, which is returned.
fn bind(work: &Path) -> Result<String, SiteError> {
    Tool::WasmBindgen.run(|command| {
        command
            .arg(work.join("main.wasm"))
            .args(["--target", "web", "--out-name", "app", "--out-dir"])
            .arg(work)
            // The table, the memory and the stack, which the parts share.
            .arg("--keep-lld-exports")
            .args(["--no-demangle", "--no-typescript"])
    })?;
    read(&work.join("app.js"))
}

/// Makes `main` and its JavaScript smaller, by their names; returns the latter.
fn shorten(work: &Path, glue: &str) -> Result<String, SiteError> {
    let path = work.join("app_bg.wasm");
    let main = fs::read(&path).map_err(|error| SiteError::of(&path, error))?;
    let (main, glue) = slim::slim(&main, glue).map_err(|error| SiteError::of(&path, error))?;
    fs::write(&path, main).map_err(|error| SiteError::of(&path, error))?;
    Ok(glue)
}

/// The files to make, each with the pieces that go into it. What `extras` or a light part shares with
/// others goes into the file of `extras`, since every page loads that; what else is shared goes into a
/// few of its own.
fn group(pieces: &Pieces) -> BTreeMap<String, BTreeSet<String>> {
    let everywhere: BTreeSet<_> = pieces.get(EVERYWHERE).into_iter().flatten().collect();
    let light: BTreeSet<_> = pieces.get(LIGHT).into_iter().flatten().collect();
    let mut uses: BTreeMap<&String, Vec<&String>> = BTreeMap::new();
    for (part, needed) in pieces {
        for piece in needed {
            uses.entry(piece).or_default().push(part);
        }
    }
    let mut files: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (piece, mut parts) in uses {
        let is_used_by = |part: &str| parts.iter().any(|user| *user == part);
        let shared = SHARED
            .iter()
            .find(|(_, parts)| parts.iter().any(|part| is_used_by(part)));
        let shared = shared.map_or(LATER, |(file, _)| file);
        for (later, first) in AFTER {
            if parts.iter().any(|part| *part == first) {
                parts.retain(|part| *part != later);
            }
        }
        let file = match parts[..] {
            _ if everywhere.contains(piece) => EVERYWHERE,
            [only] => only,
            _ if light.contains(piece) => EVERYWHERE,
            _ => shared,
        };
        files
            .entry(file.to_owned())
            .or_default()
            .insert(piece.clone());
    }
    files
}

/// Makes every file smaller, all at the same time.
fn shrink(files: &[join::File]) -> Result<(), SiteError> {
    if !Tool::WasmOpt.is_there() {
        eprintln!("wasm-opt is missing: the app is larger than it has to be");
        return Ok(());
    }
    thread::scope(|scope| {
        let running: Vec<_> = files
            .iter()
            .map(|file| scope.spawn(|| tool::optimize(&file.path)))
            .collect();
        running.into_iter().try_for_each(|run| {
            run.join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        })
    })
}

/// Writes the files under their final names; tells which of them each part needs.
fn write_parts(
    build: &Build,
    pieces: &Pieces,
    files: &[join::File],
) -> Result<BTreeMap<String, Vec<String>>, SiteError> {
    let groups = group(pieces);
    let mut names: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for file in files {
        let bytes = fs::read(&file.path).map_err(|error| SiteError::of(&file.path, error))?;
        let name = named(build, &file.stem, "wasm", &bytes)?;
        names.entry(&file.stem).or_default().push(name);
    }
    let needed = |part: &String| {
        let of_part = pieces.get(part).into_iter().flatten();
        let of_part: BTreeSet<_> = of_part.cloned().collect();
        let groups = groups
            .iter()
            .filter(|(_, pieces)| !pieces.is_disjoint(&of_part));
        groups
            .flat_map(|(stem, _)| names.get(stem.as_str()).cloned().unwrap_or_default())
            .collect()
    };
    Ok(pieces
        .keys()
        .map(|part| (part.clone(), needed(part)))
        .collect())
}

/// The JavaScript of `main` with the loader in the place of the module that it imports, once for each
/// part.
fn with_loader(
    glue: &str,
    loader: &str,
    parts: &BTreeMap<String, Vec<String>>,
) -> Result<String, SiteError> {
    let fault = |what| SiteError::of(Path::new("assets/parts.js"), what);
    let files =
        serde_json::to_string(parts).map_err(|error| SiteError::of(Path::new(APP), error))?;
    if !loader.contains(FILES_PLACE) {
        return Err(fault("it has no place for the names of the files"));
    }
    let mut text = loader.replacen(FILES_PLACE, &format!("const FILES = {files};"), 1);
    let mut imports = 0;
    for line in glue.lines() {
        match line
            .strip_prefix("import * as ")
            .and_then(|rest| rest.split_once(' '))
        {
            Some((name, from)) if from.contains(LOADERS) => {
                imports += 1;
                text += &format!("const {name} = loaders;");
            }
            _ => text += line,
        }
        text.push('\n');
    }
    if imports == 0 {
        return Err(fault("wasm-bindgen's JavaScript does not import it"));
    }
    Ok(text)
}

/// Where cargo builds, which its own settings decide.
fn target_folder(build: &Build) -> Result<PathBuf, SiteError> {
    let told = Tool::Cargo.run(|command| {
        command
            .current_dir(&build.source)
            .args(["metadata", "--no-deps", "--format-version", "1"])
    })?;
    let metadata: serde_json::Value =
        serde_json::from_str(&told).map_err(|error| SiteError::of(Path::new("cargo"), error))?;
    metadata["target_directory"]
        .as_str()
        .map(PathBuf::from)
        .ok_or_else(|| SiteError::of(Path::new("cargo"), "it does not say where it builds"))
}

fn outputs_of_trunk(build: &Build) -> [PathBuf; 2] {
    [format!("{APP}.js"), format!("{APP}_bg.wasm")].map(|name| build.staging.join(name))
}

fn remove_outputs_of_trunk(build: &Build) -> Result<(), SiteError> {
    for path in outputs_of_trunk(build) {
        fs::remove_file(&path).map_err(|error| SiteError::of(&path, error))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces() -> Pieces {
        let needed = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Pieces::from([
            ("extras".to_owned(), needed(&["chunk_1", "split_extras"])),
            (
                "search".to_owned(),
                needed(&["chunk_1", "chunk_2", "split_search"]),
            ),
            (
                "roadmap".to_owned(),
                needed(&["chunk_2", "chunk_3", "chunk_7", "split_roadmap"]),
            ),
            ("tabs".to_owned(), needed(&["chunk_3", "split_tabs"])),
            (
                "checklists".to_owned(),
                needed(&["chunk_4", "split_checklists"]),
            ),
            (
                "skills".to_owned(),
                needed(&["chunk_4", "chunk_7", "split_skills"]),
            ),
            (
                "weigh".to_owned(),
                needed(&["chunk_5", "chunk_6", "split_weigh"]),
            ),
            ("advert".to_owned(), needed(&["chunk_5", "split_advert"])),
            ("outcome".to_owned(), needed(&["chunk_6", "split_outcome"])),
        ])
    }

    #[test]
    fn what_every_page_loads_brings_what_it_shares() {
        let files = group(&pieces());
        let of = |file: &str| files[file].iter().map(String::as_str).collect::<Vec<_>>();
        assert_eq!(of("extras"), ["chunk_1", "chunk_4", "split_extras"]);
        assert_eq!(of("checklists"), ["split_checklists"]);
        assert_eq!(of("shared"), ["chunk_2"]);
        assert_eq!(of("kept"), ["chunk_7"]);
        assert_eq!(of("roadmap"), ["chunk_3", "split_roadmap"]);
        assert_eq!(of("tabs"), ["split_tabs"]);
        assert_eq!(of("weigh"), ["chunk_5", "split_weigh"]);
        assert_eq!(of("later"), ["chunk_6"]);
        assert_eq!(of("search"), ["split_search"]);
    }

    #[test]
    fn the_loader_takes_the_place_of_the_import() {
        let parts = BTreeMap::from([("search".to_owned(), vec!["search-1.wasm".to_owned()])]);
        let loader = "const FILES = {};\nconst loaders = FILES;\n";
        let glue = "import * as import1 from \"./parts.js\"\nimport * as import2 from \"./parts.js\"\nlet wasm;\n";
        assert_eq!(
            with_loader(glue, loader, &parts).unwrap(),
            "const FILES = {\"search\":[\"search-1.wasm\"]};\nconst loaders = FILES;\nconst import1 = loaders;\nconst import2 = loaders;\nlet wasm;\n"
        );
    }

    #[test]
    fn javascript_without_the_import_is_refused() {
        let error = with_loader("let wasm;", "const FILES = {};", &BTreeMap::new()).unwrap_err();
        assert!(error.to_string().contains("does not import it"), "{error}");
    }
}
