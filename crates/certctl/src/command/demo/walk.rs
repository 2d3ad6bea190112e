//! The way through the demonstration.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use certcore::{key::PrivateKey, x509::CertificateRequest};
use clap::Parser as _;
use serde::Serialize;
use serde_json::json;
use tempfile::TempDir;

use super::{answer, authority::DemoAuthority, guide::Step};
use crate::{
    chance,
    cli::{Certctl, Noun, demo::Demo},
    clock, ending,
    failure::Failure,
    file::{Batch, Existing, FolderError, Inputs, Secrecy, Source, WriteError, make_folder},
    report::{Answer, Report, ReportError},
    session::{Format, Session},
    terminal::{Style, Text, stream},
};

/// Runs one command, as the program itself does.
type Runner = fn(&Noun, &mut Session) -> Result<Report, Failure>;

#[derive(Serialize)]
struct Facts {
    ok: bool,
    folder: Option<String>,
    steps: Vec<Step>,
}

/// Goes the whole way, and tells each step.
pub(crate) fn run(arguments: &Demo, session: &mut Session, runner: Runner) -> Result<Report, Failure> {
    let stage = Stage::new(arguments.keep.as_deref())?;
    let mut walk = Walk {
        runner,
        format: session.format,
        steps: Vec::new(),
    };
    let outcome = walk.go();
    let folder = stage.leave()?;
    outcome?;
    let ok = walk.steps.iter().all(|step| step.ok);
    let mut text = Text::new();
    if ok {
        text.styled(Style::Good, format!("all {} steps held", walk.steps.len()));
    } else {
        text.styled(Style::Bad, "the last step did not hold; please report this");
    }
    if let Some(folder) = &folder {
        text.line(format!("the files are in {folder}"));
    }
    Ok(Report {
        answer: Answer::from(ok),
        ..Report::new(
            text,
            &Facts {
                ok,
                folder,
                steps: walk.steps,
            },
        )?
    })
}

struct Walk {
    runner: Runner,
    format: Format,
    steps: Vec<Step>,
}

impl Walk {
    fn go(&mut self) -> Result<(), Failure> {
        self.ask()?;
        self.sign()?;
        self.answer()?;
        self.leave_with_a_backup()
    }

    /// From nothing to a committed request.
    fn ask(&mut self) -> Result<(), Failure> {
        self.command(
            "make a store; it begins with a demo certificate that is bound to every service",
            "certctl init --host-name mail.example.com --store sqlite:store.db",
        )?;
        self.command(
            "make a profile: key, self-signed certificate and request in one step",
            "certctl profile create mail --cn mail.example.com --for inbound,https --store sqlite:store.db",
        )?;
        self.command(
            "use it for the mail that comes in",
            "certctl bind inbound IncomingMail mail --store sqlite:store.db",
        )?;
        self.command(
            "and for the administration",
            "certctl bind https Management mail --store sqlite:store.db",
        )?;
        self.command(
            "see what is staged and not yet in force",
            "certctl changes --store sqlite:store.db",
        )?;
        self.command(
            "put it in force; the self-signed certificate serves until the CA answers",
            "certctl commit -m demonstration --store sqlite:store.db",
        )?;
        self.command(
            "take the request, which is committed now, to the CA",
            "certctl profile csr mail --out mail.csr --store sqlite:store.db",
        )?;
        self.command(
            "check its names against MX record and interface before it leaves",
            "certctl names check mail.csr --interface mail.example.com --mx mail.example.com",
        )
    }

    /// From the CA's answer to the certificate that is in force.
    fn answer(&mut self) -> Result<(), Failure> {
        self.command("see what the CA sent", "certctl inspect answer.txt")?;
        self.command(
            "trust its root",
            "certctl ca add root.crt --store sqlite:store.db",
        )?;
        self.command(
            "see what would be kept and removed, and why",
            "certctl profile upload mail answer.txt --dry-run --store sqlite:store.db",
        )?;
        self.command(
            "take the answer in",
            "certctl profile upload mail answer.txt --store sqlite:store.db",
        )?;
        self.command(
            "put it in force",
            "certctl commit -m answer --store sqlite:store.db",
        )?;
        self.command(
            "see which service uses which certificate",
            "certctl bindings --store sqlite:store.db",
        )?;
        self.command("see what ends when", "certctl status --store sqlite:store.db")
    }

    /// From the store to files that other programs open.
    fn leave_with_a_backup(&mut self) -> Result<(), Failure> {
        self.command(
            "write the chain as it is served",
            "certctl profile export mail --pem --out mail-chain.crt --store sqlite:store.db",
        )?;
        self.command(
            "verify it as other mail servers do",
            "certctl verify mail-chain.crt --host mail.example.com --ca root.crt",
        )?;
        self.command(
            "look for what may cause trouble",
            "certctl lint mail-chain.crt --for inbound,https",
        )?;
        self.command(
            "keep key and chain as PKCS#12",
            "certctl profile export mail --pkcs12 --password-file password.txt --out mail.p12 --store sqlite:store.db",
        )?;
        self.command(
            "read that back",
            "certctl p12 extract mail.p12 --password-file password.txt --out-dir restored",
        )?;
        self.compare()
    }

    /// Runs a command line and tells what came of it.
    fn command(&mut self, name: &'static str, line: &str) -> Result<(), Failure> {
        if self.has_failed() {
            return Ok(());
        }
        let mut session = Session::new(Format::Text);
        let parsed =
            Certctl::try_parse_from(line.split_whitespace()).map_err(|error| DemoError::Command {
                line: line.to_owned(),
                reason: error.to_string(),
            })?;
        let mut text = Text::new();
        let (ok, result) = match (self.runner)(&parsed.noun, &mut session) {
            Ok(report) => {
                text.append(report.text);
                let result = serde_json::from_str(&report.document).map_err(|_| ReportError)?;
                (report.answer == Answer::Yes, result)
            }
            Err(failure) => {
                text.append(failure.notice.text("error", Style::Bad));
                (false, failure.document())
            }
        };
        for warning in &session.warnings {
            text.append(warning.text("warning", Style::Warning));
        }
        self.tell(Step {
            name,
            command: Some(line.to_owned()),
            ok,
            result,
            text,
        })
    }

    /// What the CA does in the meantime.
    fn sign(&mut self) -> Result<(), Failure> {
        if self.has_failed() {
            return Ok(());
        }
        let now = clock::now();
        let request = CertificateRequest::read(&read("mail.csr")?)?;
        let authority = DemoAuthority::new(now)?;
        let leaf = authority.sign(&request, now)?;
        let answer = answer::worst(&leaf, authority.intermediate(), authority.root());
        let mut batch = Batch::new(Existing::Refuse);
        batch.add(
            Path::new("answer.txt"),
            "answer",
            Secrecy::Public,
            answer.as_bytes(),
        )?;
        let root = authority.root().write_pem();
        batch.add(
            Path::new("root.crt"),
            "certificate",
            Secrecy::Public,
            root.as_bytes(),
        )?;
        let password = format!("{}\n", chance::serial()?);
        batch.add(
            Path::new("password.txt"),
            "password",
            Secrecy::Private,
            password.as_bytes(),
        )?;
        batch.commit()?;

        let mut text = Text::new();
        text.line("A CA with a root and an intermediate, made for this demonstration, signs mail.csr.");
        text.line("It sends answer.txt: root first, intermediate twice, leaf last, text around them, CR LF.");
        text.line("root.crt is the root that you trust, password.txt a password for the backup.");
        self.tell(Step {
            name: "the CA answers",
            command: None,
            ok: true,
            result: json!({ "answer": "answer.txt", "root": "root.crt", "password": "password.txt" }),
            text,
        })
    }

    /// Whether what came out of the backup is what went in.
    fn compare(&mut self) -> Result<(), Failure> {
        if self.has_failed() {
            return Ok(());
        }
        let key = PrivateKey::read(&read("restored/mail.key")?, None)?;
        let request = CertificateRequest::read(&read("mail.csr")?)?;
        let key = key.public() == request.public_key();
        let chain = read("mail-chain.crt")? == read("restored/mail-chain.crt")?;
        let mut text = Text::new();
        for (what, same) in [("private key", key), ("chain", chain)] {
            let (style, verdict) = if same {
                (Style::Good, "is that of the profile")
            } else {
                (Style::Bad, "is NOT that of the profile")
            };
            text.styled(style, format!("the {what} from the file {verdict}"));
        }
        self.tell(Step {
            name: "compare it with the profile",
            command: None,
            ok: key && chain,
            result: json!({ "key": key, "chain": chain }),
            text,
        })
    }

    fn has_failed(&self) -> bool {
        self.steps.iter().any(|step| !step.ok)
    }

    fn tell(&mut self, step: Step) -> Result<(), Failure> {
        if self.format == Format::Text {
            stream::write_text(&step.told(self.steps.len() + 1))?;
        }
        self.steps.push(step);
        Ok(())
    }
}

/// The folder of the demonstration, which is the current one until it is left.
struct Stage {
    temporary: Option<TempDir>,
    kept: Option<PathBuf>,
    before: PathBuf,
}

impl Stage {
    fn new(keep: Option<&Path>) -> Result<Self, Failure> {
        let before = env::current_dir().map_err(|error| folder_error(Path::new("."), &error))?;
        let (temporary, folder) = if let Some(folder) = keep {
            if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
                let path = folder.display().to_string();
                return Err(WriteError::Exists { path }.into());
            }
            make_folder(folder)?;
            (None, folder.to_owned())
        } else {
            let folder = TempDir::with_prefix("certctl-demo-")
                .map_err(|error| folder_error(&env::temp_dir(), &error))?;
            let path = folder.path().to_owned();
            ending::remove_with(&path);
            (Some(folder), path)
        };
        env::set_current_dir(&folder).map_err(|error| folder_error(&folder, &error))?;
        Ok(Self {
            temporary,
            kept: keep.map(Path::to_owned),
            before,
        })
    }

    /// Goes back, and removes a temporary folder.
    fn leave(self) -> Result<Option<String>, Failure> {
        env::set_current_dir(&self.before).map_err(|error| folder_error(&self.before, &error))?;
        if let Some(folder) = self.temporary {
            let path = folder.path().to_owned();
            folder.close().map_err(|error| folder_error(&path, &error))?;
        }
        Ok(self.kept.map(|folder| folder.display().to_string()))
    }
}

fn folder_error(folder: &Path, error: &std::io::Error) -> FolderError {
    FolderError {
        folder: folder.display().to_string(),
        reason: error.to_string(),
    }
}

fn read(path: &str) -> Result<zeroize::Zeroizing<Vec<u8>>, Failure> {
    Ok(Inputs::new().read(&Source::File(path.into()))?)
}

/// A step of the demonstration is no command.
#[derive(Clone, Debug, Eq, thiserror::Error, PartialEq)]
pub(crate) enum DemoError {
    /// The grammar does not have it.
    #[error("the demonstration has a command line that does not parse, which is a bug: {line}: {reason}")]
    Command {
        /// The command line.
        line: String,
        /// What is wrong with it.
        reason: String,
    },
}

certcore::error_names!(DemoError {
    Self::Command { .. } => "demo-broken", "The demonstration itself is wrong, which is a bug.";
});
