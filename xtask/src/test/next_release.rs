//! A second release of the site, whose milestones differ: what the update journey goes to.
//!
//! It is built like the first one, from a copy of `content/`, with a build folder of its own, so that
//! neither build makes the other one stale. That folder begins as a copy of the first one's, so that
//! the dependencies are not compiled a second time.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use xshell::cmd;

use crate::build;
use crate::project::{Project, capture};

/// What the next release says otherwise in `roadmap.toml`, where each of these is found once.
const CHANGES: [(&str, &str); 2] = [
    // Other words: changed.
    (
        "title = \"Review well\"",
        "title = \"Review so that authors learn\"",
    ),
    // Another id: one milestone is retired, and another one is new.
    (
        "id = \"interview-candidates\"\nstep = \"experience\"\ntitle = \"Interview with a rubric\"",
        "id = \"interview-in-pairs\"\nstep = \"experience\"\ntitle = \"Interview in pairs\"",
    ),
];

/// What else of the content names the retired milestone, in `situations.toml`.
const REFERENCE: (&str, &str) = (
    "milestone = \"interview-candidates\"",
    "milestone = \"interview-in-pairs\"",
);

/// Where the next release is.
pub(super) fn dist(project: &Project) -> PathBuf {
    folder(project).join("dist")
}

fn folder(project: &Project) -> PathBuf {
    project.root().join("target/next-release")
}

/// Builds the next release from what the sources say now. What the build prints is kept, and shown
/// where it fails.
pub(super) fn build(project: &Project) -> Result<()> {
    let content = folder(project).join("content");
    copy_where_changed(&project.root().join("content"), &content, &|path, text| {
        if path.ends_with("roadmap.toml") {
            changed(&text)
        } else if path.ends_with("situations.toml") {
            Ok(text.replace(REFERENCE.0, REFERENCE.1))
        } else {
            Ok(text)
        }
    })?;
    copy_compiled_dependencies(project)?;

    let command = build::trunk(project)?
        .args(["build", "--release", "--locked", "--dist"])
        .arg(dist(project))
        .env("CARGO_TARGET_DIR", build_folder(project))
        .env("GUIDE_CONTENT_DIR", &content);
    let built = capture(command)?;
    ensure!(built.success, "it does not build:\n{}", built.text);
    Ok(())
}

fn build_folder(project: &Project) -> PathBuf {
    folder(project).join("target")
}

/// Gives a new build folder what the first release's build has compiled. cargo tells by the time of
/// the files that they are up to date, so the copies keep it.
fn copy_compiled_dependencies(project: &Project) -> Result<()> {
    if build_folder(project).exists() {
        return Ok(());
    }
    for profile in ["debug", "release", "wasm32-unknown-unknown/release"] {
        let from = project.root().join("target").join(profile);
        let to = build_folder(project).join(profile);
        let parts = [".fingerprint", "build", "deps"].map(|part| from.join(part));
        if !parts.iter().all(|part| part.is_dir()) {
            continue;
        }
        fs::create_dir_all(&to).with_context(|| to.display().to_string())?;
        capture(cmd!(project.shell, "cp -a {parts...} {to}"))?;
    }
    Ok(())
}

fn changed(roadmap: &str) -> Result<String> {
    let mut text = roadmap.to_owned();
    for (before, after) in CHANGES {
        ensure!(
            text.matches(before).count() == 1,
            "content/roadmap.toml does not have this once: {before}"
        );
        text = text.replace(before, after);
    }
    Ok(text)
}

/// Makes `to` what `edit` makes of `from`. A file that is right already keeps its time, by which
/// cargo tells that nothing is to be done.
fn copy_where_changed(
    from: &Path,
    to: &Path,
    edit: &dyn Fn(&Path, String) -> Result<String>,
) -> Result<()> {
    let names = names_in(from)?;
    fs::create_dir_all(to).with_context(|| to.display().to_string())?;
    for gone in names_in(to)?.iter().filter(|name| !names.contains(name)) {
        let path = to.join(gone);
        let removed = if path.is_dir() {
            fs::remove_dir_all(&path)
        } else {
            fs::remove_file(&path)
        };
        removed.with_context(|| path.display().to_string())?;
    }
    for name in &names {
        let (source, target) = (from.join(name), to.join(name));
        if source.is_dir() {
            copy_where_changed(&source, &target, edit)?;
            continue;
        }
        let text = fs::read_to_string(&source).with_context(|| source.display().to_string())?;
        let text = edit(&source, text)?;
        if fs::read_to_string(&target).is_ok_and(|there| there == text) {
            continue;
        }
        fs::write(&target, text).with_context(|| target.display().to_string())?;
    }
    Ok(())
}

fn names_in(folder: &Path) -> Result<Vec<std::ffi::OsString>> {
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    entries
        .map(|entry| Ok(entry?.file_name()))
        .collect::<std::io::Result<_>>()
        .with_context(|| folder.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_changes_fit_the_roadmap_as_it_is() {
        let project = Project::find().unwrap();
        let roadmap = fs::read_to_string(project.root().join("content/roadmap.toml")).unwrap();
        let next = changed(&roadmap).unwrap();
        assert!(next.contains("interview-in-pairs"));
        assert!(changed(&next).is_err());
    }

    #[test]
    fn a_copy_follows_its_source_and_leaves_alone_what_is_right() {
        let root = tempfile::tempdir().unwrap();
        let (from, to) = (root.path().join("from"), root.path().join("to"));
        fs::create_dir_all(from.join("guide")).unwrap();
        fs::write(from.join("guide/a.md"), "a").unwrap();
        fs::write(from.join("roadmap.toml"), "r").unwrap();
        let edit = |_: &Path, text: String| Ok(text.to_uppercase());
        copy_where_changed(&from, &to, &edit).unwrap();
        assert_eq!(fs::read_to_string(to.join("guide/a.md")).unwrap(), "A");

        let time = |name: &str| fs::metadata(to.join(name)).unwrap().modified().unwrap();
        let before = time("roadmap.toml");
        fs::remove_dir_all(from.join("guide")).unwrap();
        copy_where_changed(&from, &to, &edit).unwrap();
        assert_eq!(time("roadmap.toml"), before);
        assert!(!to.join("guide").exists());
    }
}
