//! Writes the static site: called by trunk's `post_build` hook, and by `cargo xtask check` to check a
//! built one.
//!
//! - `prerender` reads trunk's environment and writes the site into its staging folder;
//! - `prerender check FOLDER` follows every link of a built site;
//! - `prerender report CONTENT` prints what each page is made of, and how hard it is to read.

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    match native::run() {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("prerender: {error}");
            std::process::ExitCode::FAILURE
        }
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use guide_site::library::Library;
    use guide_site::{Build, SiteError, check, report};
    use std::env;
    use std::path::{Path, PathBuf};

    pub(super) fn run() -> Result<(), SiteError> {
        let arguments: Vec<String> = env::args().skip(1).collect();
        match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
            [] => guide_site::write(&build_from_trunk()?),
            ["check", folder] => follow_links(Path::new(folder)),
            ["report", content] => report(Path::new(content)),
            _ => Err(SiteError::of(
                Path::new("usage"),
                "prerender [check FOLDER | report CONTENT]",
            )),
        }
    }

    fn build_from_trunk() -> Result<Build, SiteError> {
        let path = |name: &str| {
            let value = env::var_os(name);
            value
                .map(PathBuf::from)
                .ok_or_else(|| SiteError::of(Path::new(name), "not set; trunk's hook sets it"))
        };
        let source = path("TRUNK_SOURCE_DIR")?;
        let content = env::var_os("GUIDE_CONTENT_DIR").unwrap_or_else(|| "content".into());
        Ok(Build {
            content: source.join(content),
            source,
            staging: path("TRUNK_STAGING_DIR")?,
            site_url: env::var("SITE_URL").ok().filter(|url| !url.is_empty()),
            edit_url: env::var("EDIT_URL").ok().filter(|url| !url.is_empty()),
            release: env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release"),
        })
    }

    #[expect(clippy::print_stdout, reason = "the answer of a command")]
    fn report(content: &Path) -> Result<(), SiteError> {
        let library = Library::read(content)?;
        print!("{}", report::table(&library));
        report::all_is_used(&library)
    }

    #[expect(clippy::print_stdout, reason = "the answer of a command")]
    fn follow_links(folder: &Path) -> Result<(), SiteError> {
        let counts = check::built_site(folder)?;
        println!(
            "{} pages, {} links and {} fragments resolve",
            counts.pages, counts.links, counts.fragments
        );
        Ok(())
    }
}
