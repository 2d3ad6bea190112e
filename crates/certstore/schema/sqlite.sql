-- The whole schema of a store in SQLite, as all migrations together make it.
-- Times are seconds since 1970-01-01T00:00:00Z, in the audit log microseconds; fingerprints are SHA-256 in lower-case hexadecimal digits.

CREATE TABLE revision (
    number       INTEGER PRIMARY KEY,
    author       TEXT NOT NULL,
    origin       TEXT NOT NULL,
    committed_at INTEGER NOT NULL,
    comment      TEXT
) STRICT;

CREATE TABLE certificate (
    fingerprint TEXT PRIMARY KEY,
    common_name TEXT NOT NULL,
    issuer      TEXT NOT NULL,
    not_before  INTEGER NOT NULL,
    not_after   INTEGER NOT NULL,
    der         BLOB NOT NULL
) STRICT;

CREATE INDEX certificate_not_after ON certificate (not_after);
CREATE INDEX certificate_common_name ON certificate (common_name);

CREATE TABLE request (
    fingerprint TEXT PRIMARY KEY,
    der         BLOB NOT NULL
) STRICT;

CREATE TABLE private_key (
    fingerprint TEXT PRIMARY KEY,
    sealed      BLOB NOT NULL
) STRICT;

-- An entry is in force from revision `since` on, and not any more from revision `until` on.
CREATE TABLE entry (
    id    INTEGER PRIMARY KEY,
    kind  TEXT NOT NULL,
    name  TEXT NOT NULL,
    since INTEGER NOT NULL REFERENCES revision (number),
    until INTEGER REFERENCES revision (number) CHECK (until > since),
    body  TEXT NOT NULL CHECK (json_valid (body)),
    leaf  TEXT REFERENCES certificate (fingerprint)
) STRICT;

CREATE UNIQUE INDEX entry_in_force ON entry (kind, name) WHERE until IS NULL;
CREATE UNIQUE INDEX entry_version ON entry (kind, name, since);
CREATE INDEX entry_since ON entry (since);
CREATE INDEX entry_until ON entry (until, kind, name);
CREATE INDEX entry_leaf ON entry (leaf) WHERE leaf IS NOT NULL;

-- What an active entry names; the rows go when its version is replaced.
CREATE TABLE reference (
    entry INTEGER NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
    kind  TEXT NOT NULL,
    name  TEXT NOT NULL,
    PRIMARY KEY (entry, kind, name)
) STRICT, WITHOUT ROWID;

CREATE INDEX reference_target ON reference (kind, name);

-- What a version of an entry holds: certificates, requests, keys.
CREATE TABLE holding (
    entry       INTEGER NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
    what        TEXT NOT NULL CHECK (what IN ('certificate', 'request', 'key')),
    fingerprint TEXT NOT NULL,
    PRIMARY KEY (entry, what, fingerprint)
) STRICT, WITHOUT ROWID;

CREATE INDEX holding_fingerprint ON holding (fingerprint);

-- What is staged. A change without a body deletes its entry.
CREATE TABLE candidate_change (
    kind      TEXT NOT NULL,
    name      TEXT NOT NULL,
    body      TEXT CHECK (json_valid (body)),
    base      INTEGER NOT NULL,
    author    TEXT NOT NULL,
    origin    TEXT NOT NULL,
    staged_at INTEGER NOT NULL,
    PRIMARY KEY (kind, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE candidate (
    only    INTEGER PRIMARY KEY CHECK (only = 1),
    edition INTEGER NOT NULL
) STRICT;

INSERT INTO candidate (only, edition) VALUES (1, 0);

CREATE TABLE seal (
    only   INTEGER PRIMARY KEY CHECK (only = 1),
    header TEXT NOT NULL CHECK (json_valid (header))
) STRICT;

CREATE TABLE alert (
    number     INTEGER PRIMARY KEY,
    key        TEXT NOT NULL UNIQUE,
    subject    TEXT NOT NULL,
    text       TEXT NOT NULL,
    written_at INTEGER NOT NULL,
    sent_at    INTEGER
) STRICT;

CREATE TABLE audit (
    sequence    INTEGER PRIMARY KEY,
    recorded_at INTEGER NOT NULL,
    author      TEXT NOT NULL,
    origin      TEXT NOT NULL,
    action      TEXT NOT NULL,
    subject     TEXT NOT NULL,
    detail      TEXT NOT NULL,
    hash        BLOB NOT NULL
) STRICT;

-- Where the log is known to end, so that records cut off at its end are missed.
CREATE TABLE audit_head (
    only     INTEGER PRIMARY KEY CHECK (only = 1),
    sequence INTEGER NOT NULL,
    hash     BLOB NOT NULL
) STRICT;

CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE (ABORT, 'the audit log only grows');
END;

CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
BEGIN
    SELECT RAISE (ABORT, 'the audit log only grows');
END;
