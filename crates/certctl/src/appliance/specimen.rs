//! A workbench on a new store, for tests.

use std::sync::LazyLock;

use certcore::{key::PrivateKey, x509::Serial};
use certops::init::{Init, demo_key, init};
use certstore::{
    audit::Origin,
    seal::{DataKey, KeyFile, MasterKey, MasterKeySource, Nonce, SealHeader},
    store::{Actor, StoreUrl},
};
use tempfile::TempDir;

use super::{commands, workbench::Workbench};
use crate::{
    clock::now,
    console::{Script, Shell},
    exit::Exit,
    session::{Format, Session},
    stored::{Opened, runtime},
};

/// One key for the demo certificates of all stores: an RSA key takes as long to make as many tests.
static DEMO_KEY: LazyLock<PrivateKey> = LazyLock::new(|| demo_key().unwrap());

/// A workbench on a new store, in a folder that goes with it.
pub(super) struct Specimen {
    /// The workbench.
    pub(super) bench: Workbench,
    _folder: TempDir,
}

impl Specimen {
    /// A new store as `init` makes it.
    pub(super) fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let url = StoreUrl::Sqlite(folder.path().join("store.db"));
        let path = KeyFile::new(folder.path().join("store.key")).unwrap();
        let data_key = DataKey::generate(&[2; 32]);
        let source = MasterKeySource::File { path };
        let master = MasterKey::generate(&[1; 32]);
        let header = SealHeader::new(source, &master, &data_key, Nonce::from_random([3; 12])).unwrap();
        let actor = Actor {
            author: "admin".to_owned(),
            origin: Origin::Console,
            at: now(),
        };
        let request = Init {
            url: &url,
            header: &header,
            data_key,
            host_name: "mail.example.com".parse().unwrap(),
            demo_key: DEMO_KEY.clone(),
            serial: Serial::from_random([4; 16]),
        };
        let runtime = runtime().unwrap();
        let (begun, _) = runtime.block_on(init(request, &actor)).unwrap();
        let store = runtime.block_on(begun.publish()).unwrap();
        let opened = Opened::new(store, actor, runtime);
        Self {
            bench: Workbench::new(opened, Session::new(Format::Text)).unwrap(),
            _folder: folder,
        }
    }

    /// The exit code and the transcript of a session with these lines; `^C` is Ctrl-C.
    pub(super) fn session(&mut self, lines: &str) -> (Exit, String) {
        let mut script = Script::new(lines);
        let exit = Shell::new(&commands(), &mut script, &mut self.bench)
            .run()
            .unwrap();
        (exit, script.transcript().to_owned())
    }

    /// What is staged, in the order of kinds and names.
    pub(super) fn staged(&self) -> Vec<String> {
        self.bench.wait(async {
            let mut reading = self.bench.store().read().await.unwrap();
            let staged = reading.repository().staged().await.unwrap();
            staged.iter().map(|change| change.id.to_string()).collect()
        })
    }
}
