//! certctl in a shell: completions that bash loads, and pipes.

use tests::{
    certctl::{binary, certctl},
    folder::Folder,
    material::{certificates, material},
    run::Run,
};

/// Runs a script in bash, in which `certctl` is the program.
fn bash(folder: &Folder, script: &str) -> Run {
    let script = format!(
        "set -euo pipefail; certctl() {{ '{}' \"$@\"; }}\n{script}",
        binary().display()
    );
    let mut command = folder.command("bash");
    Run::of(command.args(["--norc", "-c", &script]), b"").expect("bash can be started")
}

#[test]
fn bash_completes_nouns_verbs_and_options() {
    let folder = Folder::new();
    let completion = certctl(&folder, "completion bash").ok();
    folder.write("completion.bash", completion.stdout);
    let complete = |words: &str| {
        let script = format!(
            "set +u; source completion.bash; COMP_WORDS=({words} ''); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); \
             $(complete -p certctl | sed 's/.*-F \\([^ ]*\\).*/\\1/') certctl '' ''; printf '%s\\n' \"${{COMPREPLY[@]}}\""
        );
        bash(&folder, &script).ok().out()
    };
    let offered = complete("certctl");
    for noun in ["key", "csr", "chain", "p12", "names"] {
        assert!(offered.lines().any(|word| word == noun), "{noun}: {offered}");
    }
    let offered = complete("certctl chain");
    assert!(offered.lines().any(|word| word == "repair"), "{offered}");
    let offered = complete("certctl p12 create");
    assert!(offered.lines().any(|word| word == "--password-file"), "{offered}");
}

#[test]
fn the_whole_job_fits_into_pipes() {
    let material = material("ec-p256");
    let folder = material.folder();
    folder.write("answer.txt", tests::answer::messy(material));
    let script = "
        cat answer.txt | certctl chain repair - --key mail.key > served.pem
        certctl inspect - --json < served.pem > served.json
        certctl verify - --host mail.example.com --ca root.pem < served.pem
        certctl p12 create --key mail.key --cert served.pem --ca root.pem --profile legacy --password-file password --out - 2> talk \
            | openssl pkcs12 -passin file:password -noenc > opened.pem
        printf 'piped password' | certctl key generate --algorithm ec-p256 --password-file - --out - \
            | openssl pkey -passin 'pass:piped password' -noout -check
    ";
    bash(&folder, script).ok();
    assert_eq!(
        certificates(folder.bytes("served.pem")),
        certificates(material.chain())
    );
    assert_eq!(
        certificates(folder.bytes("opened.pem")),
        certificates(material.chain())
    );
    let document: serde_json::Value = serde_json::from_slice(&folder.bytes("served.json")).expect("JSON");
    assert_eq!(
        document["objects"].as_array().map(Vec::len),
        Some(2),
        "{document:#}"
    );
}
