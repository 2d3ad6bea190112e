//! The sections of a response after its question (RFC 1035 §4.1.3).

use std::net::IpAddr;

use hickory_proto::op::{Header, HeaderCounts};
use hickory_proto::rr::rdata::{A, AAAA, MX};
use hickory_proto::rr::{DNSClass, Name, RecordType};
use hickory_proto::serialize::binary::{BinDecodable, BinDecoder, DecodeError};
use thiserror::Error;

use super::extended_error::ExtendedError;
use super::name::{ServedName, zone_file_form};
use super::question::RecordKind;
use super::rejection::Malformation;

/// The most records that an answer section may hold; a name with more mail hosts is not a real one.
const MOST_ANSWERS: u16 = 1024;
/// The most aliases that are followed from one name.
const MOST_ALIASES: usize = 16;

/// What the sections after the question hold, as far as it is of use.
#[derive(Default)]
pub(super) struct Sections {
    records: Vec<(String, Served)>,
    aliases: Vec<(String, String)>,
    has_soa: bool,
    has_ns: bool,
    high_code: u16,
    explanation: Option<ExtendedError>,
}

impl Sections {
    /// Reads all sections after the question; of the answers, aliases and records of the wanted kind.
    pub(super) fn read(
        wanted: RecordKind,
        counts: HeaderCounts,
        decoder: &mut BinDecoder<'_>,
    ) -> Result<Self, Malformation> {
        if counts.answers > MOST_ANSWERS {
            return Err(Malformation::TooManyRecords {
                count: counts.answers,
                limit: MOST_ANSWERS,
            });
        }
        let mut sections = Self::default();
        let mut number = 0;
        let mut in_place = |read: Result<(), Fault>| {
            number += 1;
            read.map_err(|fault| Malformation::Record {
                number,
                reason: fault.to_string(),
            })
        };
        for _ in 0..counts.answers {
            in_place(sections.read_answer(wanted, decoder))?;
        }
        for _ in 0..counts.authorities {
            in_place(sections.read_authority(decoder))?;
        }
        for _ in 0..counts.additionals {
            in_place(sections.read_additional(decoder))?;
        }
        Ok(sections)
    }

    /// The upper bits of the response code (RFC 6891 §6.1.3), zero without an OPT record.
    pub(super) fn high_code(&self) -> u16 {
        self.high_code
    }

    /// The server's reason for a failure.
    pub(super) fn explanation(&self) -> Option<ExtendedError> {
        self.explanation
    }

    /// The records at the end of the aliases that start at `name`.
    pub(super) fn follow(&mut self, name: &str) -> Result<(Vec<String>, Vec<Served>), Malformation> {
        let mut chain: Vec<String> = Vec::new();
        loop {
            let owner = chain.last().map_or(name, String::as_str);
            let found = self
                .records
                .extract_if(.., |(at, _)| at == owner)
                .map(|(_, served)| served);
            let found: Vec<_> = found.collect();
            if !found.is_empty() {
                return Ok((chain, found));
            }
            let Some((_, target)) = self.aliases.iter().find(|(alias, _)| alias == owner) else {
                return Ok((chain, Vec::new()));
            };
            if chain.len() == MOST_ALIASES {
                return Err(Malformation::Aliases { limit: MOST_ALIASES });
            }
            chain.push(target.clone());
        }
    }

    /// Whether the server left the end of the way to the client: a delegation (RFC 1034 §4.3.1), or an
    /// alias whose target it did not look up.
    pub(super) fn is_referral(&self, header: &Header, aliases: &[String]) -> bool {
        !self.has_soa && !header.recursion_available && (self.has_ns || !aliases.is_empty())
    }

    fn read_answer(&mut self, wanted: RecordKind, decoder: &mut BinDecoder<'_>) -> Result<(), Fault> {
        let owner = Name::read(decoder)?;
        let fields = Fields::read(decoder)?;
        let end = decoder.index() + fields.length;
        if fields.class == u16::from(DNSClass::IN) && fields.kind == u16::from(RecordType::CNAME) {
            let target = Name::read(decoder)?;
            self.aliases
                .push((zone_file_form(&owner), zone_file_form(&target)));
        } else if fields.class == u16::from(DNSClass::IN) && fields.kind == wanted.number() {
            let served = match wanted {
                RecordKind::Mx => {
                    let mx = MX::read(decoder)?;
                    Served::Exchange {
                        preference: mx.preference,
                        host: ServedName::read(&mx.exchange),
                    }
                }
                RecordKind::A => Served::Address(IpAddr::V4(A::read(decoder)?.0)),
                RecordKind::Aaaa => Served::Address(IpAddr::V6(AAAA::read(decoder)?.0)),
            };
            self.records.push((zone_file_form(&owner), served));
        } else {
            decoder.read_slice(fields.length)?;
        }
        if decoder.index() == end {
            Ok(())
        } else {
            Err(Fault::Length)
        }
    }

    fn read_authority(&mut self, decoder: &mut BinDecoder<'_>) -> Result<(), Fault> {
        pass_name(decoder)?;
        let fields = Fields::read(decoder)?;
        decoder.read_slice(fields.length)?;
        self.has_soa |= fields.kind == u16::from(RecordType::SOA);
        self.has_ns |= fields.kind == u16::from(RecordType::NS);
        Ok(())
    }

    fn read_additional(&mut self, decoder: &mut BinDecoder<'_>) -> Result<(), Fault> {
        pass_name(decoder)?;
        let fields = Fields::read(decoder)?;
        let data = decoder.read_slice(fields.length)?.unverified(/* options are read with their lengths */);
        if fields.kind == u16::from(RecordType::OPT) {
            let [high, ..] = fields.ttl.to_be_bytes();
            self.high_code = u16::from(high);
            self.explanation = read_explanation(data);
        }
        Ok(())
    }
}

/// One record of the kind that was asked for.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Served {
    /// From an MX record.
    Exchange {
        /// Lower is tried first.
        preference: u16,
        /// The mail host.
        host: ServedName,
    },
    /// From an A or AAAA record.
    Address(IpAddr),
}

/// The fixed part of a record after its name.
struct Fields {
    kind: u16,
    class: u16,
    ttl: u32,
    length: usize,
}

impl Fields {
    fn read(decoder: &mut BinDecoder<'_>) -> Result<Self, Fault> {
        let kind = decoder.read_u16()?.unverified(/* any number is a type */);
        let class = decoder.read_u16()?.unverified(/* any number is a class */);
        let ttl = decoder.read_u32()?.unverified(/* any number is a time */);
        let length = usize::from(decoder.read_u16()?.unverified(/* compared in the next line */));
        if length > decoder.len() {
            return Err(Fault::Decode(DecodeError::InsufficientBytes));
        }
        Ok(Self {
            kind,
            class,
            ttl,
            length,
        })
    }
}

/// Passes over a name without following its pointer.
fn pass_name(decoder: &mut BinDecoder<'_>) -> Result<(), Fault> {
    loop {
        let first = decoder.read_u8()?.unverified(/* every value is treated */);
        match first {
            0 => return Ok(()),
            1..=63 => decoder.read_slice(usize::from(first)).map(drop)?,
            0xc0.. => return Ok(decoder.read_u8().map(drop)?),
            code => return Err(Fault::Decode(DecodeError::UnrecognizedLabelCode(code))),
        }
    }
}

/// The extended error among the options of an OPT record; broken options are no reason to fail.
fn read_explanation(options: &[u8]) -> Option<ExtendedError> {
    let mut decoder = BinDecoder::new(options);
    loop {
        let code = decoder.read_u16().ok()?.unverified(/* any number is an option */);
        let length = decoder.read_u16().ok()?.unverified(/* checked by the next read */);
        let data = decoder.read_slice(usize::from(length)).ok()?.unverified(/* read with its length */);
        if code == ExtendedError::OPTION {
            let number = BinDecoder::new(data).read_u16().ok()?.unverified(/* any number is an error */);
            return Some(ExtendedError(number));
        }
    }
}

/// What is wrong with one record.
#[derive(Debug, Error)]
enum Fault {
    #[error(transparent)]
    Decode(#[from] DecodeError),
    #[error("its data is not as long as it says")]
    Length,
}
