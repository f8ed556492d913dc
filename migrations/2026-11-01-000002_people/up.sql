-- A person signs in on one side; the same mail address on another side is another person there.
CREATE TABLE people (
    side text NOT NULL CONSTRAINT people_side CHECK (side IN ('merchant', 'factory', 'platform')),
    id uuid NOT NULL,
    mail text NOT NULL,
    name text NOT NULL,
    password_hash text NOT NULL,
    totp_secret bytea,
    totp_on boolean NOT NULL,
    totp_last_step bigint NOT NULL,
    locale text NOT NULL,
    created_at timestamptz NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (side, id),
    CONSTRAINT people_mail UNIQUE (side, mail)
);

-- One person may serve two parties, with a role in each.
CREATE TABLE members (
    party_id uuid NOT NULL,
    person_id uuid NOT NULL,
    side text NOT NULL,
    role text NOT NULL CONSTRAINT members_role CHECK (role IN ('owner', 'staff', 'auditor')),
    state text NOT NULL CONSTRAINT members_state CHECK (state IN ('active', 'removed')),
    created_at timestamptz NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (party_id, person_id),
    CONSTRAINT members_party FOREIGN KEY (party_id) REFERENCES parties (id),
    CONSTRAINT members_person FOREIGN KEY (side, person_id) REFERENCES people (side, id)
);
CREATE INDEX members_by_person ON members (person_id);

-- One-time proofs sent by mail: invitations and password resets. Only the hash is kept.
CREATE TABLE mail_proofs (
    side text NOT NULL,
    id uuid NOT NULL,
    purpose text NOT NULL CONSTRAINT mail_proofs_purpose CHECK (purpose IN ('invitation', 'password_reset')),
    secret_hash bytea NOT NULL,
    party_id uuid,
    person_id uuid,
    mail text NOT NULL,
    role text,
    created_by uuid,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    PRIMARY KEY (side, id),
    CONSTRAINT mail_proofs_secret UNIQUE (side, secret_hash)
);
CREATE INDEX mail_proofs_by_party ON mail_proofs (party_id, purpose, created_at);

-- Browser sessions, held on the server; the cookie carries a secret whose hash is here.
CREATE TABLE sessions (
    side text NOT NULL,
    id uuid NOT NULL,
    secret_hash bytea NOT NULL,
    person_id uuid NOT NULL,
    party_id uuid,
    created_at timestamptz NOT NULL,
    seen_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    stepped_up_at timestamptz,
    PRIMARY KEY (side, id),
    CONSTRAINT sessions_secret UNIQUE (side, secret_hash),
    CONSTRAINT sessions_person FOREIGN KEY (side, person_id) REFERENCES people (side, id)
);
CREATE INDEX sessions_by_person ON sessions (side, person_id);

-- Sign-in throttling: failures in a window, by account and by address (both hashed).
CREATE TABLE login_failures (
    side text NOT NULL,
    subject bytea NOT NULL,
    failures bigint NOT NULL,
    since timestamptz NOT NULL,
    blocked_until timestamptz,
    PRIMARY KEY (side, subject)
);
