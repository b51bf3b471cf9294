//! The headers that a host should send with the site: one table, and what three kinds of hosts read.
//!
//! [`headers_file`] is the `_headers` of Netlify and Cloudflare Pages, written into every built site,
//! since it names the site's files; [`nginx`] and [`caddy`] are kept in `docs/hosting/`. A host that
//! sends none of this serves a working site: what a page needs for its safety is in the page.

use super::SiteError;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

/// The name under which Netlify and Cloudflare Pages look for it. Neither hands it out.
pub const FILE: &str = "_headers";

/// What the pages say too, for hosts that send no headers.
pub const REFERRER_POLICY: &str = "strict-origin-when-cross-origin";

/// Which answers a header comes with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// Every answer, errors and redirects too.
    All,
    /// Files that are named by the hash of their bytes.
    NamedByHash,
    /// Everything else: pages, `sw.js`, errors.
    Others,
    /// Files with this ending.
    Ending(&'static str),
}

/// One header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// Which answers have it.
    pub on: On,
    /// Its name.
    pub name: &'static str,
    /// Its value.
    pub value: &'static str,
}

const fn header(on: On, name: &'static str, value: &'static str) -> Header {
    Header { on, name, value }
}

/// All of them.
///
/// - No frames: a stranger's page around this one could lay something over its buttons. `<meta>` cannot
///   say it. The rest of the policy stays in the page, which knows the hashes of its script and style;
///   a browser obeys both.
/// - The window shares nothing with the one that opened it.
/// - The site uses none of these devices, so nothing in it can ask for one.
/// - A file named by its hash never changes. Of everything else the host is asked at each visit, or
///   pages of one release would meet files of another.
/// - Types that hosts may not know. A module under another type is compiled only when it is whole.
pub const TABLE: [Header; 10] = [
    header(On::All, "Content-Security-Policy", "frame-ancestors 'none'"),
    header(On::All, "X-Content-Type-Options", "nosniff"),
    header(On::All, "Cross-Origin-Opener-Policy", "same-origin"),
    header(On::All, "Referrer-Policy", REFERRER_POLICY),
    header(
        On::All,
        "Permissions-Policy",
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), \
         microphone=(), midi=(), payment=(), usb=()",
    ),
    header(
        On::NamedByHash,
        "Cache-Control",
        "public, max-age=31536000, immutable",
    ),
    header(On::Others, "Cache-Control", "no-cache"),
    header(On::Ending("wasm"), "Content-Type", "application/wasm"),
    header(
        On::Ending("webmanifest"),
        "Content-Type",
        "application/manifest+json",
    ),
    header(
        On::Ending("md"),
        "Content-Type",
        "text/markdown; charset=utf-8",
    ),
];

/// How a name by hash looks, as a pattern for hosts: sixteen hexadecimal digits before the ending.
const NAMED_BY_HASH: &str = r"-[0-9a-f]{16}\.[a-z0-9]+$";

/// Whether a file is named by the hash of its bytes.
pub fn is_named_by_hash(name: &str) -> bool {
    let ending_of_stem = name.rsplit_once('.').and_then(|(stem, _)| {
        let (_, hash) = stem.rsplit_once('-')?;
        Some(hash)
    });
    ending_of_stem.is_some_and(|hash| {
        hash.len() == 16
            && hash
                .bytes()
                .all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'))
    })
}

/// The headers of a file that is there.
pub fn of(name: &str) -> impl Iterator<Item = Header> {
    TABLE.into_iter().filter(move |header| match header.on {
        On::All => true,
        On::NamedByHash => is_named_by_hash(name),
        On::Others => !is_named_by_hash(name),
        On::Ending(ending) => name
            .strip_suffix(ending)
            .is_some_and(|stem| stem.ends_with('.')),
    })
}

/// The headers of an answer that is no file: an error, or a redirect.
pub fn of_any_answer() -> impl Iterator<Item = Header> {
    TABLE.into_iter().filter(|header| header.on == On::All)
}

/// `_headers` for a site of these files.
///
/// Where two rules name the same header, these hosts send both values in one. So a path has one rule
/// besides that for all, and it is written out which: a file by its name, a folder as a whole.
///
/// # Errors
/// A file that is named by its hash and lies in a folder, which the rule of the folder would cover.
pub fn headers_file(files: &[String]) -> Result<String, SiteError> {
    let mut text = rule("/*", of_any_answer());
    let mut rules = BTreeSet::from(["/".to_owned()]);
    for name in files {
        match name.split_once('/') {
            Some(_) if is_named_by_hash(name) => {
                let what = "lies in a folder, whose files are asked for at each visit";
                return Err(SiteError::of(Path::new(name), what));
            }
            Some((folder, _)) => rules.insert(format!("/{folder}/*")),
            None if [FILE, ".nojekyll", "index.html"].contains(&name.as_str()) => false,
            None => rules.insert(format!("/{name}")),
        };
    }
    for path in rules {
        text += &rule(&path, of(&path).filter(|header| header.on != On::All));
    }
    Ok(text)
}

fn rule(path: &str, headers: impl Iterator<Item = Header>) -> String {
    let lines: String = headers
        .map(|header| format!("  {}: {}\n", header.name, header.value))
        .collect();
    format!("{path}\n{lines}")
}

/// The first line of the files in `docs/hosting/`.
const ORIGIN: &str =
    "# Made from the table in crates/site/src/headers.rs, which a test compares with this file.\n";

/// A site for nginx.
pub fn nginx() -> String {
    let mut text = ORIGIN.to_owned();
    text += "# Put it among the sites of nginx, and say your name and folder in the three lines below.\n\n";
    text += "map $uri $guide_cache {\n";
    let mut types = String::new();
    let mut always = String::new();
    for Header { on, name, value } in TABLE {
        _ = match on {
            On::All => writeln!(always, "    add_header {name} \"{value}\" always;"),
            On::Others => writeln!(text, "    default \"{value}\";"),
            On::NamedByHash => writeln!(text, "    \"~{NAMED_BY_HASH}\" \"{value}\";"),
            On::Ending(ending) => writeln!(
                types,
                "    location ~ \\.{ending}$ {{ types {{ }} default_type \"{value}\"; }}"
            ),
        };
    }
    text += "}

server {
    listen 80;
    server_name example.org;
    root /var/www/guide;

    charset utf-8;
    charset_types text/css text/plain text/xml application/javascript;
    gzip on;
    gzip_vary on;
    gzip_types text/css text/markdown text/plain text/xml application/javascript application/json application/manifest+json application/wasm image/svg+xml;
    # A folder without its slash leads to it under whatever name and port the site was asked for.
    absolute_redirect off;
    error_page 404 /404.html;
    # A folder without a page.
    error_page 403 =404 /404.html;

    # A location with headers of its own would lose these.
";
    text += &always;
    text += "    add_header Cache-Control $guide_cache always;\n\n";
    text + &types + "}\n"
}

/// A site for Caddy.
pub fn caddy() -> String {
    let mut text = ORIGIN.to_owned();
    text += "# Say your name and folder in the two lines below, or in these variables.

{$GUIDE_ADDRESS:example.org} {
\troot * {$GUIDE_FOLDER:/var/www/guide}
\tencode zstd gzip
\tfile_server

\t# A folder without its slash: the file server leads to it, but without the query.
\t@folder_with_query {
\t\tpath_regexp ^/[^/].*[^/]$
\t\tfile {path}/index.html
\t\texpression {query} != \"\"
\t}
\tredir @folder_with_query {path}/?{query} permanent
";
    _ = write!(
        text,
        "\n\t@named_by_hash path_regexp `{NAMED_BY_HASH}`\n\t@others not path_regexp `{NAMED_BY_HASH}`\n"
    );
    for Header { on, name, value } in TABLE {
        let matcher = match on {
            On::All => String::new(),
            On::NamedByHash => "@named_by_hash ".to_owned(),
            On::Others => "@others ".to_owned(),
            On::Ending(ending) => {
                _ = writeln!(text, "\t@{ending} path *.{ending}");
                format!("@{ending} ")
            }
        };
        _ = writeln!(text, "\theader {matcher}{name} \"{value}\"");
    }
    text += "
\thandle_errors {
\t\t@missing expression {err.status_code} == 404
\t\thandle @missing {
\t\t\t# What was said for the file that is not there.
\t\t\theader Content-Type \"text/html; charset=utf-8\"
";
    for Header { name, value, .. } in TABLE.iter().filter(|header| header.on == On::Others) {
        _ = writeln!(text, "\t\t\theader {name} \"{value}\"");
    }
    text + "\t\t\trewrite * /404.html\n\t\t\tfile_server\n\t\t}\n\t}\n}\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{env, fs};

    fn values(name: &str) -> Vec<(&'static str, &'static str)> {
        of(name)
            .filter(|header| header.on != On::All)
            .map(|header| (header.name, header.value))
            .collect()
    }

    #[test]
    fn only_a_file_named_by_its_hash_is_kept_for_good() {
        let app = "app-07cc641072a07b61.wasm";
        assert_eq!(
            values(app),
            [
                ("Cache-Control", "public, max-age=31536000, immutable"),
                ("Content-Type", "application/wasm")
            ]
        );
        for name in [
            "index.html",
            "sw.js",
            "icon-192.png",
            "app-07CC641072A07B61.wasm",
            "07cc641072a07b61.js",
            "guide/",
        ] {
            assert_eq!(values(name)[0], ("Cache-Control", "no-cache"), "{name}");
        }
    }

    #[test]
    fn in_the_headers_file_a_path_has_one_rule_besides_that_for_all() {
        let files = [
            ".nojekyll",
            "_headers",
            "app-07cc641072a07b61.wasm",
            "data/skills.json",
            "guide/index.html",
            "guide/a/index.html",
            "index.html",
            "sw.js",
        ]
        .map(str::to_owned);
        let text = headers_file(&files).expect("no file is out of place");
        let paths: Vec<&str> = text.lines().filter(|line| line.starts_with('/')).collect();
        assert_eq!(
            paths,
            [
                "/*",
                "/",
                "/app-07cc641072a07b61.wasm",
                "/data/*",
                "/guide/*",
                "/sw.js"
            ]
        );
        assert!(text.starts_with("/*\n  Content-Security-Policy: frame-ancestors 'none'\n"));
        assert!(text.ends_with("/sw.js\n  Cache-Control: no-cache\n"));
        let of_all = text.split("/\n").next().unwrap_or_default();
        assert!(!of_all.contains("Cache-Control"), "{of_all}");
    }

    #[test]
    fn a_file_named_by_its_hash_in_a_folder_is_refused() {
        assert!(headers_file(&["x/app-07cc641072a07b61.js".to_owned()]).is_err());
    }

    /// `UPDATE_HOSTING=1 cargo test -p guide-site headers` writes the files.
    #[test]
    fn the_files_for_nginx_and_caddy_are_what_the_table_gives() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/hosting");
        for (name, text) in [("nginx.conf", nginx()), ("Caddyfile", caddy())] {
            let path = folder.join(name);
            if env::var_os("UPDATE_HOSTING").is_some() {
                fs::write(&path, &text).expect("the folder is there");
            }
            let kept = fs::read_to_string(&path).unwrap_or_default();
            assert!(
                kept == text,
                "docs/hosting/{name} differs from the table: set UPDATE_HOSTING=1 to write it"
            );
        }
    }
}
