//! Signals that end the process: what it is writing under a hidden name, and its temporary folder, are removed.

use std::{
    fs,
    fs::File,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
};

use certstore::file::remove_all;
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};
use signal_hook::{
    consts::{SIGHUP, SIGINT, SIGTERM},
    iterator::Signals,
    low_level::emulate_default_handler,
};

/// Where a SIGINT is noted by something that does not die of the first one.
static NOTED: Mutex<Option<Arc<AtomicBool>>> = Mutex::new(None);
/// How often what was noted was taken.
static TAKEN: AtomicU64 = AtomicU64::new(0);

/// The temporary folder of this process.
static FOLDER: Mutex<Option<PathBuf>> = Mutex::new(None);

/// How often the temporary folder is removed while another thread still writes into it.
const REMOVALS: u32 = 10;

/// Ends the process in the usual way at SIGHUP, SIGINT and SIGTERM, after it has removed what it was writing and given the
/// terminal its echo back. What the process was started to ignore it ignores.
///
/// Where this cannot be had the next writing in the same folder removes it.
pub(crate) fn tidy_up() {
    let ignored = ignored();
    let signals = [SIGHUP, SIGINT, SIGTERM].into_iter().filter(|signal| {
        let bit = u32::try_from(signal - 1).unwrap_or(0);
        ignored & (1_u64 << bit) == 0
    });
    let Ok(mut signals) = Signals::new(signals) else {
        return;
    };
    let terminal = Terminal::new();
    let watch = move || {
        let mut first = None;
        for signal in signals.forever() {
            if signal == SIGINT && is_noted(&mut first) {
                continue;
            }
            remove_all();
            remove_folder();
            if let Some(terminal) = &terminal {
                terminal.restore();
            }
            let _dies_of_it = emulate_default_handler(signal);
        }
    };
    let _without = thread::Builder::new().spawn(watch);
}

/// The terminal of this process as it was found.
struct Terminal {
    device: File,
    found: Termios,
}

impl Terminal {
    fn new() -> Option<Self> {
        let device = File::open("/dev/tty").ok()?;
        let found = tcgetattr(&device).ok()?;
        Some(Self { device, found })
    }

    /// Undoes what a prompt for a secret or a line of the console changed. A process that changed nothing may be in the
    /// background, and leaves the terminal to others.
    fn restore(&self) {
        let is_changed = tcgetattr(&self.device).is_ok_and(|now| now.local_modes != self.found.local_modes);
        if is_changed {
            let _stays = tcsetattr(&self.device, OptionalActions::Now, &self.found);
        }
    }
}

/// Lets a signal remove `folder` and all that is in it.
pub(crate) fn remove_with(folder: &Path) {
    *FOLDER.lock().unwrap_or_else(PoisonError::into_inner) = Some(folder.to_owned());
}

fn remove_folder() {
    let folder = FOLDER.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(folder) = &*folder {
        let mut removals = 0..REMOVALS;
        while removals.next().is_some() && fs::remove_dir_all(folder).is_err() && folder.exists() {}
    }
}

/// Lets a SIGINT be noted from now on, and the process die only of a second one before that was [taken](taken).
pub(crate) fn note(noted: &Arc<AtomicBool>) {
    *NOTED.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(noted));
}

/// Says that what was noted was taken.
pub(crate) fn taken() {
    TAKEN.fetch_add(1, Ordering::SeqCst);
}

/// Whether a SIGINT is noted, and is the first since the last one was taken.
fn is_noted(first: &mut Option<u64>) -> bool {
    let noted = NOTED.lock().unwrap_or_else(PoisonError::into_inner);
    let Some(noted) = &*noted else { return false };
    let taken = TAKEN.load(Ordering::SeqCst);
    // One that was taken in the meantime is none any more.
    !noted.load(Ordering::SeqCst) || first.replace(taken) != Some(taken)
}

/// The signals that the process was started to ignore, each a bit (proc(5), `SigIgn`).
fn ignored() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok())
        .unwrap_or(0)
}
