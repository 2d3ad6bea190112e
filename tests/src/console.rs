//! The console of certctl while it runs, for tests that look at it before it ends.

use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::os::unix::fs::FileExt as _;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{
    Arc,
    mpsc::{self, Receiver},
};
use std::thread;
use std::time::{Duration, Instant};

use crate::{certctl::binary, folder::Folder};

/// How long the console may take for an answer.
const PATIENCE: Duration = Duration::from_secs(60);

/// A console whose input is open.
pub struct Console {
    child: Child,
    input: Option<ChildStdin>,
    output: Receiver<Arc<[u8]>>,
    transcript: String,
}

impl Console {
    /// A console that reads from a pipe.
    ///
    /// # Panics
    ///
    /// If it does not start.
    pub fn on_a_pipe(folder: &Folder) -> Self {
        let mut command = folder.command(binary());
        command.args(["console", "--store", "sqlite:store.db"]);
        Self::start(command)
    }

    /// A console that sits at a terminal of its own.
    ///
    /// # Panics
    ///
    /// If it does not start, with the command that installs what makes the terminal.
    pub fn on_a_terminal(folder: &Folder) -> Self {
        let mut command = folder.command("script");
        let line = format!("'{}' console --store sqlite:store.db", binary().display());
        command
            .env("TERM", "xterm")
            .args(["-q", "-e", "-c", &line, "typescript"]);
        Self::start(command)
    }

    fn start(mut command: Command) -> Self {
        let program = command.get_program().to_string_lossy().into_owned();
        let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut child = child.unwrap_or_else(|error| {
            panic!("{program} cannot be started: {error}; script comes with: apt-get install bsdutils")
        });
        let (sender, output) = mpsc::channel();
        let mut stdout = child.stdout.take().expect("a pipe");
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = stdout.read(&mut buffer) {
                if sender.send(Arc::from(&buffer[..count])).is_err() {
                    break;
                }
            }
        });
        Self {
            input: child.stdin.take(),
            child,
            output,
            transcript: String::new(),
        }
    }

    /// Types something.
    ///
    /// # Panics
    ///
    /// If the console has gone.
    pub fn type_in(&mut self, text: &str) {
        let input = self.input.as_mut().expect("an open input");
        input.write_all(text.as_bytes()).expect("a console that reads");
        input.flush().expect("a console that reads");
    }

    /// Waits until `text` is shown, and gives back what was shown since the last wait.
    ///
    /// # Panics
    ///
    /// If it is not shown.
    #[track_caller]
    pub fn wait_for(&mut self, text: &str) -> String {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(place) = self.transcript.find(text) {
                let rest = self.transcript.split_off(place + text.len());
                return std::mem::replace(&mut self.transcript, rest);
            }
            let left = end.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.transcript.push_str(&String::from_utf8_lossy(&bytes)),
                Err(error) => panic!("'{text}' is not shown ({error}): {}", self.transcript),
            }
        }
    }

    /// What can be written in the memory of the process: what a core dump of it would hold.
    ///
    /// # Panics
    ///
    /// If it cannot be read.
    pub fn memory(&self) -> Vec<Vec<u8>> {
        let process = format!("/proc/{}", self.child.id());
        let maps = fs::read_to_string(format!("{process}/maps")).expect("the map of the memory");
        let memory = File::open(format!("{process}/mem")).expect("the memory");
        let regions = maps.lines().filter(|line| line.contains(" rw"));
        let regions: Vec<_> = regions
            .filter_map(|line| {
                let (begin, end) = line.split_whitespace().next()?.split_once('-')?;
                let begin = u64::from_str_radix(begin, 16).ok()?;
                let end = u64::from_str_radix(end, 16).ok()?;
                let mut region = vec![0; usize::try_from(end - begin).ok()?];
                memory.read_exact_at(&mut region, begin).ok()?;
                Some(region)
            })
            .collect();
        assert!(
            regions.iter().map(Vec::len).sum::<usize>() > 1_000_000,
            "the memory was read: {maps}"
        );
        regions
    }

    /// Closes the input and waits for the end.
    ///
    /// # Panics
    ///
    /// If the console does not end.
    #[track_caller]
    pub fn end(mut self) {
        drop(self.input.take());
        let end = Instant::now() + PATIENCE;
        while self.child.try_wait().expect("a child").is_none() {
            assert!(Instant::now() < end, "the console does not end");
            thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Console {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
