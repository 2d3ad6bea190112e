//! The main job through the console, as a transcript from a pipe.

use tests::{
    answer::messy,
    gateway::{Gateway, HOST},
    material::{blocks, certificates, sha256_of},
    openssl::OPENSSL,
};

/// Has the console read these lines, and gives back its transcript.
#[track_caller]
fn console(gateway: &Gateway, lines: &str) -> String {
    let run = gateway.run_with_input("console", lines.as_bytes()).ok();
    assert_eq!(run.err(), "", "{run}");
    run.out()
}

#[test]
fn a_key_a_request_and_a_messy_answer_end_in_five_services() {
    let gateway = Gateway::new();
    let folder = gateway.folder();
    let new = format!("certconfig\ncertificate\nnew\nmail\n{HOST}\n\n\n\n\n\n\n\n1\n");
    let shown = console(&gateway, &format!("{new}\n\nshowchanges\ncommit\na profile\n"));
    assert!(shown.contains("add profile mail"), "{shown}");
    assert!(shown.contains("Changes committed"), "{shown}");
    assert!(shown.contains(&format!("\n{HOST}*> showchanges")), "{shown}");
    assert!(shown.trim_end().ends_with(&format!("{HOST}>")), "{shown}");

    let edit = "certconfig\ncertificate\nedit\n2\n";
    console(&gateway, &format!("{edit}save\nmail.csr\n\n\n\n"));
    let answer = gateway.answer("mail");
    assert_eq!(folder.text("mail.csr"), answer.request);
    folder.write("answer.txt", messy(&answer));
    let shown = console(
        &gateway,
        &format!("{edit}upload\nanswer.txt\n\n\n\n\n\ncommit\nthe CA has answered\n"),
    );
    for expected in ["duplicate", "root", "Test Issuer", "Changes committed"] {
        assert!(shown.contains(expected), "'{expected}' is not in {shown}");
    }
    assert_eq!(gateway.profile("mail")["state"], "signed", "{shown}");

    let shown = console(
        &gateway,
        "listenerconfig\nedit\n1\ncertificate\n2\n\n\n\
         destconfig\nsetup\n2\n\n\n\
         interfaceconfig\nedit\n1\n\n\n\n\n2\n\n\
         ldapconfig\nsetup\n2\n\n\
         websecurityconfig\n\n2\n\
         commit\nfive services\n",
    );
    assert!(shown.contains("Changes committed"), "{shown}");
    let bindings = gateway.bindings();
    let bindings = bindings.as_array().expect("bindings");
    assert_eq!(bindings.len(), 5, "{bindings:#?}");
    for binding in bindings {
        assert_eq!(binding["profiles"][0]["name"], "mail", "{binding:#}");
    }
    let served = certificates(gateway.exported("mail"));
    assert_eq!(served, certificates(answer.chain()));

    console(
        &gateway,
        "certconfig\ncertificate\nexport\n2\nmail.p12\n\nblue moon\nblue moon\n\n\n",
    );
    let opened = OPENSSL
        .run(folder, "pkcs12 -in mail.p12 -passin 'pass:blue moon' -noenc")
        .ok();
    assert_eq!(certificates(&opened.stdout), served);

    let before = (
        gateway.bindings(),
        gateway.profile("mail"),
        gateway.exported("mail"),
    );
    console(&gateway, "saveconfig\n2\nblue moon\nblue moon\nsaved.toml\n");
    for name in folder.names(".") {
        if name.starts_with("store.db") {
            std::fs::remove_file(folder.path(&name)).expect(&name);
        }
    }
    gateway.run("init --host-name other.example.com").ok();
    let shown = console(
        &gateway,
        // The root of the CA is no custom CA, so a new store has to be told that the chain is complete.
        "loadconfig\n2\nsaved.toml\nblue moon\n\ncommit\nas it was\ny\n",
    );
    assert!(shown.contains("Changes committed"), "{shown}");
    assert!(shown.trim_end().ends_with(&format!("{HOST}>")), "{shown}");
    let after = (
        gateway.bindings(),
        gateway.profile("mail"),
        gateway.exported("mail"),
    );
    assert_eq!(before, after);
    assert_eq!(
        sha256_of(&certificates(&after.2).concat()),
        sha256_of(&served.concat())
    );
    assert_eq!(
        blocks(&after.2, "PRIVATE KEY"),
        blocks(&opened.stdout, "PRIVATE KEY")
    );
}
