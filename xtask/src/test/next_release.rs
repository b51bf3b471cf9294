//! A second release of the site, whose milestones differ: what the update journey goes to.
//!
//! It is built like the first one, from a copy of `content/`, with a build folder of its own, so that
//! neither build makes the other one stale.

use std::fs;
use std::path::{Path, PathBuf};

use crate::build;
use crate::error::{Error, Result};
use crate::process;
use crate::project::Project;

/// What the next release says otherwise in `roadmap.toml`. Each stands there once.
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

/// Where the next release is.
pub(super) fn dist(project: &Project) -> PathBuf {
    folder(project).join("dist")
}

fn folder(project: &Project) -> PathBuf {
    project.root().join("target/next-release")
}

/// Builds the next release from what the sources say now.
pub(super) fn ensure_fresh(project: &Project) -> Result<()> {
    let content = folder(project).join("content");
    copy_where_changed(&project.root().join("content"), &content, &|path, text| {
        if path.ends_with("roadmap.toml") {
            changed(&text)
        } else {
            Ok(text)
        }
    })?;

    let mut command = build::trunk(project)?;
    command
        .args(["build", "--release", "--locked", "--dist"])
        .arg(dist(project))
        .env("CARGO_TARGET_DIR", folder(project).join("target"))
        .env("GUIDE_CONTENT_DIR", &content);
    process::run(&mut command)
}

fn changed(roadmap: &str) -> Result<String> {
    let mut text = roadmap.to_owned();
    for (before, after) in CHANGES {
        if text.matches(before).count() != 1 {
            let what = format!("content/roadmap.toml does not have this once: {before}");
            return Err(Error::failed(what));
        }
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
    fs::create_dir_all(to).map_err(Error::while_doing(to.display()))?;
    for gone in names_in(to)?.iter().filter(|name| !names.contains(name)) {
        let path = to.join(gone);
        let removed = if path.is_dir() {
            fs::remove_dir_all(&path)
        } else {
            fs::remove_file(&path)
        };
        removed.map_err(Error::while_doing(path.display()))?;
    }
    for name in &names {
        let (source, target) = (from.join(name), to.join(name));
        if source.is_dir() {
            copy_where_changed(&source, &target, edit)?;
            continue;
        }
        let text = fs::read_to_string(&source).map_err(Error::while_doing(source.display()))?;
        let text = edit(&source, text)?;
        if fs::read_to_string(&target).is_ok_and(|there| there == text) {
            continue;
        }
        fs::write(&target, text).map_err(Error::while_doing(target.display()))?;
    }
    Ok(())
}

fn names_in(folder: &Path) -> Result<Vec<std::ffi::OsString>> {
    let entries = fs::read_dir(folder).map_err(Error::while_doing(folder.display()))?;
    entries
        .map(|entry| Ok(entry?.file_name()))
        .collect::<std::io::Result<_>>()
        .map_err(Error::while_doing(folder.display()))
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
        let root = std::env::temp_dir().join(format!("xtask-next-{}", std::process::id()));
        let (from, to) = (root.join("from"), root.join("to"));
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
        fs::remove_dir_all(root).unwrap();
    }
}
