//! Starting other programs: in the project's root, with the tools' folders first on `PATH`.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{Sender, channel};
use std::thread;

use crate::error::{Error, Result};
use crate::project::Project;
use crate::tools;

/// A command that runs in the project's root and finds the tools that were installed for it.
pub fn command(project: &Project, program: impl AsRef<OsStr>) -> Command {
    let environment = tools::environment();
    // A program is looked up on the *parent's* PATH, so it has to be resolved here.
    let name = program.as_ref();
    let path = name.to_str().and_then(tools::find_program);
    let mut command = match path {
        Some(path) => Command::new(path),
        None => Command::new(name),
    };
    command.current_dir(project.root()).envs(environment);
    command
}

/// Runs a command whose output goes straight to the person.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command
        .status()
        .map_err(Error::while_doing(describe(command)))?;
    if status.success() {
        Ok(())
    } else {
        Err(Error::failed(format!("{} failed", describe(command))))
    }
}

/// Lets a command take the place of this program, so that whoever ends the one ends the other.
#[cfg(unix)]
pub fn become_command(command: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    // It returns only when it failed.
    let error = command.exec();
    Err(Error::while_doing(describe(command))(error))
}

/// Runs a command to its end, where no program can take the place of another.
#[cfg(not(unix))]
pub fn become_command(command: &mut Command) -> Result<()> {
    run(command)
}

/// What a program said, standard output first, and whether it was content.
#[derive(Debug)]
pub struct Captured {
    /// The exit code was 0.
    pub success: bool,
    /// Standard output followed by standard error.
    pub text: String,
}

/// Runs a command and keeps what it prints to itself.
pub fn capture(command: &mut Command) -> Result<Captured> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(Error::while_doing(describe(command)))?;
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.push_str(&String::from_utf8_lossy(&output.stderr));
    Ok(Captured {
        success: output.status.success(),
        text,
    })
}

/// Runs a command, passes each line on as it comes, and lets `on_line` read along.
pub fn stream(command: &mut Command, mut on_line: impl FnMut(&str)) -> Result<ExitStatus> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(Error::while_doing(describe(command)))?;

    let (sender, lines) = channel();
    if let Some(stdout) = child.stdout.take() {
        send_lines(stdout, sender.clone());
    }
    if let Some(stderr) = child.stderr.take() {
        send_lines(stderr, sender);
    }
    for line in lines {
        println!("{line}");
        on_line(&line);
    }
    child.wait().map_err(Error::while_doing(describe(command)))
}

fn send_lines(source: impl Read + Send + 'static, lines: Sender<String>) {
    thread::spawn(move || {
        let mut reader = BufReader::new(source);
        let mut line = Vec::new();
        // A program under test may print bytes that are no text: they must not end the reading.
        while reader
            .read_until(b'\n', &mut line)
            .is_ok_and(|read| read > 0)
        {
            let text = String::from_utf8_lossy(&line);
            let text = text.trim_end_matches(['\n', '\r']).to_owned();
            line.clear();
            if lines.send(text).is_err() {
                return;
            }
        }
    });
}

/// The command as a person would type it.
pub fn describe(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let name = program.file_name().unwrap_or(command.get_program());
    let words: Vec<_> = std::iter::once(name)
        .chain(command.get_args())
        .map(OsStr::to_string_lossy)
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_described_as_typed() {
        let mut command = Command::new("/usr/bin/cargo");
        command.args(["fmt", "--check"]);
        assert_eq!(describe(&command), "cargo fmt --check");
    }

    #[cfg(unix)]
    #[test]
    fn both_streams_are_read_and_bytes_that_are_no_text_do_no_harm() {
        let mut command = Command::new("sh");
        command.args(["-c", "printf 'one\\n'; printf 'two\\377\\n' >&2; exit 3"]);
        let mut lines = Vec::new();
        let status = stream(&mut command, |line| lines.push(line.to_owned())).unwrap();
        lines.sort();
        assert_eq!(lines, ["one", "two\u{fffd}"]);
        assert_eq!(status.code(), Some(3));
    }

    #[test]
    fn a_program_that_does_not_exist_is_named() {
        let error = run(&mut Command::new("no-such-program-here")).unwrap_err();
        assert!(error.to_string().starts_with("no-such-program-here"));
    }
}
