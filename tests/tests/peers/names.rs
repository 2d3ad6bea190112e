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
            let mut rows = pairs.filter(|pair| pair["left"] != host && pair["right"] == host);
            assert!(
                rows.any(|pair| pair["ok"] == true),
                "{host}: {:#}",
                answer.document
            );
        }
    }
    let answer = check(&folder, &nsd, "three.example.com", "mail.example.com").exits(1);
    let text = answer.to_string();
    assert!(text.contains("elsewhere.example.net"), "{answer:#}");
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
        pairs
            .iter()
            .any(|pair| pair["right"] == "mx2.example.com" || pair["left"] == "mx2.example.com"),
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
fn a_domain_that_takes_no_mail_is_told_apart_from_one_that_is_not_there() {
    let (folder, nsd) = (folder(), server());
    let line = |domain: &str| {
        format!(
            "names check leaf.pem --interface mail.example.com --domain {domain} --dns {}",
            nsd.address()
        )
    };
    let null = json(&folder, &line("null.example.com"));
    let absent = json(&folder, &line("missing.example.com"));
    for answer in [&null, &absent] {
        assert_ne!(answer.code, 0, "{}", answer.run);
        assert!(answer.document["error"]["message"].is_string(), "{}", answer.run);
    }
    assert_ne!(null.document["error"]["name"], absent.document["error"]["name"]);
    assert!(absent.run.out().contains("missing.example.com"), "{}", absent.run);
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
