//! The names of a certificate beside the MX records that a real name server publishes.

use std::net::{Ipv4Addr, SocketAddr, UdpSocket};

use tests::{
    certctl::{certctl, json, refused_with},
    folder::Folder,
    material::material,
    nsd::Nsd,
};

const EXAMPLE: &str = "\
@            MX    10 mail
one          MX    10 MAIL.Example.COM.
two          MX    20 mx2
two          MX    10 mail
three        MX    10 mail
three        MX    20 elsewhere.example.net.
null         MX    0 .
alias        CNAME two
host         A     192.0.2.80
mail         A     192.0.2.25
mx2          A     192.0.2.26
xn--rksmrgs-5wao1o MX 10 mail
";

fn server() -> Nsd {
    Nsd::start(&[("example.com", EXAMPLE)])
}

/// A folder with `leaf.pem` for mail.example.com and mx2.example.com.
fn folder() -> Folder {
    material("ec-p256").folder()
}

fn check(folder: &Folder, nsd: &Nsd, domain: &str, interface: &str) -> tests::certctl::Answer {
    let line = format!(
        "names check leaf.pem --interface {interface} --domain {domain} --dns {}",
        nsd.address()
    );
    json(folder, &line)
}

#[test]
fn one_mx_host_that_the_certificate_names_is_good() {
    let (folder, nsd) = (folder(), server());
    for domain in ["example.com", "EXAMPLE.com.", "one.example.com"] {
        let answer = check(&folder, &nsd, domain, "mail.example.com").exits(0);
        assert_eq!(answer["ok"], true, "{answer:#}");
        let pairs = answer["pairs"].as_array().expect("pairs");
        assert_eq!(pairs.len(), 3, "{answer:#}");
        for pair in pairs {
            assert_eq!(pair["ok"], true, "{answer:#}");
            assert!(
                pair["left"].is_string() && pair["right"].is_string(),
                "{answer:#}"
            );
            assert!(!pair["matched_by"].is_null(), "{answer:#}");
        }
        assert!(answer["hints"].is_array(), "{answer:#}");
    }
}

#[test]
fn an_interface_that_the_certificate_does_not_name_is_not() {
    let (folder, nsd) = (folder(), server());
    let answer = check(&folder, &nsd, "example.com", "gateway.example.com").exits(1);
    assert_eq!(answer["ok"], false, "{answer:#}");
    let failed = answer["pairs"]
        .as_array()
        .expect("pairs")
        .iter()
        .filter(|pair| pair["ok"] == false);
    assert_eq!(
        failed.count(),
        2,
        "the interface fits neither the certificate nor the MX host: {answer:#}"
    );
    assert!(
        answer["hints"].as_array().is_some_and(|hints| !hints.is_empty()),
        "{answer:#}"
    );
}

#[test]
fn each_of_several_mx_hosts_has_its_own_row() {
    let (folder, nsd) = (folder(), server());
    for domain in ["two.example.com", "alias.example.com"] {
        let answer = check(&folder, &nsd, domain, "mail.example.com");
        for host in ["mail.example.com", "mx2.example.com"] {
            let pairs = answer.document["pairs"].as_array().expect("pairs").iter();
            let mut rows =
                pairs.filter(|pair| pair["left"] == "certificate" && pair["right"] == format!("mx:{host}"));
            assert!(
                rows.any(|pair| pair["ok"] == true),
                "{host}: {:#}",
                answer.document
            );
        }
    }
    // The other host is another gateway's; it has a row, and it does not decide.
    let answer = check(&folder, &nsd, "three.example.com", "mail.example.com").exits(0);
    let pairs = answer["pairs"].as_array().expect("pairs").iter();
    let mut rows = pairs.filter(|pair| pair["right"] == "mx:elsewhere.example.net");
    assert!(rows.any(|pair| pair["ok"] == false), "{answer:#}");
}

#[test]
fn an_internationalized_domain_is_looked_up_by_its_a_label() {
    let (folder, nsd) = (folder(), server());
    let answer = check(&folder, &nsd, "räksmörgås.example.com", "mail.example.com").exits(0);
    assert_eq!(answer["ok"], true, "{answer:#}");
}

#[test]
fn hosts_given_by_hand_need_no_name_server() {
    let folder = folder();
    let line = "names check leaf.pem --interface mail.example.com --mx mail.example.com --mx MX2.Example.COM";
    let answer = json(&folder, line);
    let pairs = answer.document["pairs"].as_array().expect("pairs");
    assert!(
        pairs.iter().any(|pair| pair["right"] == "mx:mx2.example.com"),
        "{:#}",
        answer.document
    );
    let answer = json(
        &folder,
        "names check mail.csr --interface mail.example.com --mx mail.example.com",
    )
    .exits(0);
    assert_eq!(
        answer["ok"], true,
        "a request is checked before it goes to the CA: {answer:#}"
    );
    let run = certctl(
        &folder,
        "names check mail.csr --interface mail.example.com --mx other.example.com",
    )
    .exits(1);
    assert!(run.out().contains("other.example.com"), "{run}");
}

#[test]
fn a_domain_that_takes_no_mail_is_a_no() {
    let (folder, nsd) = (folder(), server());
    let answer = check(&folder, &nsd, "null.example.com", "mail.example.com").exits(1);
    assert_eq!(answer["ok"], false, "{answer:#}");
    assert_eq!(answer["mx"]["kind"], "null", "{answer:#}");
    let hints = answer["hints"].as_array().expect("hints");
    assert!(!hints.is_empty(), "{answer:#}");
}

#[test]
fn a_host_without_mx_records_stands_for_itself() {
    let (folder, nsd) = (folder(), server());
    let answer = check(&folder, &nsd, "mail.example.com", "mail.example.com").exits(0);
    assert_eq!(answer["mx"]["kind"], "implicit", "{answer:#}");
    assert_eq!(
        answer["mx"]["hosts"],
        serde_json::json!(["mail.example.com"]),
        "{answer:#}"
    );
}

#[test]
fn a_domain_that_is_not_there_is_no_verdict() {
    let (folder, nsd) = (folder(), server());
    let line = format!(
        "names check leaf.pem --interface mail.example.com --domain missing.example.com --dns {}",
        nsd.address()
    );
    refused_with(
        3,
        &folder,
        &line,
        b"",
        "dns-name-does-not-exist",
        &["missing.example.com"],
    );
}

#[test]
fn a_name_server_that_is_down_is_no_verdict() {
    let folder = folder();
    let free = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    let address: SocketAddr = free.local_addr().expect("an address");
    drop(free);
    let line =
        format!("names check leaf.pem --interface mail.example.com --domain example.com --dns {address}");
    refused_with(5, &folder, &line, b"", "dns-unreachable", &[&address.to_string()]);
}
