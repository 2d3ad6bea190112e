//! One run of a program: with a time limit, and with everything that it said.

use std::fmt;
use std::io::{Read, Write as _};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// How long a program may run before it counts as hanging.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a program said and how it ended.
#[derive(Clone)]
pub struct Run {
    /// The command line.
    pub line: String,
    /// How it ended.
    pub status: ExitStatus,
    /// Standard output.
    pub stdout: Vec<u8>,
    /// Standard error.
    pub stderr: Vec<u8>,
    /// How long it took.
    pub duration: Duration,
}

impl Run {
    /// Runs `command` with `input` on its standard input.
    ///
    /// # Errors
    ///
    /// The operating system's, when the program does not start.
    ///
    /// # Panics
    ///
    /// If it runs for longer than a minute; it is killed then.
    pub fn of(command: &mut Command, input: &[u8]) -> std::io::Result<Self> {
        Self::within(PATIENCE, command, input)
    }

    /// Runs `command` with another time limit.
    ///
    /// # Errors
    ///
    /// The operating system's, when the program does not start.
    ///
    /// # Panics
    ///
    /// If it runs for longer than `patience`; it is killed then.
    pub fn within(patience: Duration, command: &mut Command, input: &[u8]) -> std::io::Result<Self> {
        let line = line(command);
        let begin = Instant::now();
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let writer = feed(&mut child, input.to_vec());
        let stdout = collect(child.stdout.take());
        let stderr = collect(child.stderr.take());
        let status = wait(&mut child, begin + patience);
        drop(writer.join());
        Ok(Self {
            status: status.unwrap_or_else(|| panic!("still running after {patience:?}, killed: {line}")),
            stdout: stdout.join().expect("a thread that reads"),
            stderr: stderr.join().expect("a thread that reads"),
            duration: begin.elapsed(),
            line,
        })
    }

    /// The exit code; none when a signal ended it.
    pub fn code(&self) -> Option<i32> {
        self.status.code()
    }

    /// Standard output as text.
    pub fn out(&self) -> String {
        String::from_utf8_lossy(&self.stdout).into_owned()
    }

    /// Standard error as text.
    pub fn err(&self) -> String {
        String::from_utf8_lossy(&self.stderr).into_owned()
    }

    /// Both as text, standard output first.
    pub fn said(&self) -> String {
        self.out() + &self.err()
    }

    /// The run itself, if it did what it was asked.
    ///
    /// # Panics
    ///
    /// If it did not.
    #[track_caller]
    #[expect(clippy::return_self_not_must_use, reason = "most callers only want the check")]
    pub fn ok(self) -> Self {
        assert!(self.status.success(), "{self}");
        self
    }

    /// The run itself, if it did what it was asked; `None` if not.
    pub fn done(self) -> Option<Self> {
        self.status.success().then_some(self)
    }

    /// The run itself, if it ended with this exit code.
    ///
    /// # Panics
    ///
    /// If it did not.
    #[track_caller]
    #[expect(clippy::return_self_not_must_use, reason = "most callers only want the check")]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.code(), Some(code), "{self}");
        self
    }
}

impl fmt::Display for Run {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, status, .. } = self;
        let (out, err) = (self.out(), self.err());
        write!(
            formatter,
            "{line}\n{status}\n--- stdout\n{out}\n--- stderr\n{err}"
        )
    }
}

/// The command line as a person would type it.
fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words = words.map(|word| match word.to_string_lossy() {
        word if word.contains(' ') => format!("'{word}'"),
        word => word.into_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Writes the input beside the reading, so that neither waits for the other.
fn feed(child: &mut Child, input: Vec<u8>) -> JoinHandle<()> {
    let stdin = child.stdin.take();
    thread::spawn(move || {
        if let Some(mut stdin) = stdin {
            // A program that does not read its input closes it.
            drop(stdin.write_all(&input));
        }
    })
}

fn collect(pipe: Option<impl Read + Send + 'static>) -> JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            pipe.read_to_end(&mut bytes).expect("a pipe that can be read");
        }
        bytes
    })
}

/// Waits until the child ends, and kills it when it does not in time.
fn wait(child: &mut Child, end: Instant) -> Option<ExitStatus> {
    let mut pause = Duration::from_micros(200);
    loop {
        if let Some(status) = child.try_wait().expect("a child that can be waited for") {
            return Some(status);
        }
        if Instant::now() > end {
            drop(child.kill());
            drop(child.wait());
            return None;
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(10));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_hangs_is_killed() {
        let begin = Instant::now();
        let hang = || Run::within(Duration::from_millis(50), Command::new("sleep").arg("60"), b"");
        let panic = std::panic::catch_unwind(hang).map(drop);
        let message = panic.unwrap_err().downcast::<String>().unwrap();
        assert!(
            message.contains("still running") && message.ends_with("sleep 60"),
            "{message}"
        );
        assert!(begin.elapsed() < Duration::from_secs(30));
    }
}
