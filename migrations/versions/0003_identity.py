"""Identity.

Revision ID: 0003
Revises: 0002
"""

from migrations.run import run

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

UP = [
    "CREATE TYPE account_status AS ENUM ('active', 'locked', 'closed')",
    "COMMENT ON TYPE account_status IS 'Whether a human may sign in anywhere.'",
    """CREATE TABLE identity.accounts (
    id UUID DEFAULT uuidv7() NOT NULL,
    email TEXT,
    password_hash TEXT,
    status account_status DEFAULT 'active' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_accounts PRIMARY KEY (id)
)""",
    "COMMENT ON TABLE identity.accounts IS 'A human who signs in. Personal data stays in each tenant''s `users`; only what signing in takes is here.'",
    "COMMENT ON COLUMN identity.accounts.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN identity.accounts.email IS 'The address the human signs in with, unique whatever its case.'",
    "COMMENT ON COLUMN identity.accounts.password_hash IS 'Argon2id hash of the password; null for sign-in elsewhere.'",
    "COMMENT ON COLUMN identity.accounts.status IS 'Whether the human may sign in.'",
    "COMMENT ON COLUMN identity.accounts.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN identity.accounts.updated_at IS 'When the row was last changed.'",
    "SELECT app.replicate('identity.accounts')",
    """CREATE TABLE identity.account_identities (
    id UUID DEFAULT uuidv7() NOT NULL,
    account_id UUID NOT NULL,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_account_identities PRIMARY KEY (id),
    CONSTRAINT fk_account_identities_account FOREIGN KEY(account_id) REFERENCES identity.accounts (id) ON DELETE CASCADE,
    CONSTRAINT uq_account_identities_issuer_subject UNIQUE (issuer, subject)
)""",
    "COMMENT ON TABLE identity.account_identities IS 'How an identity provider names an account: a token''s `iss` and `sub` find the human here.'",
    "COMMENT ON COLUMN identity.account_identities.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN identity.account_identities.account_id IS 'The account.'",
    "COMMENT ON COLUMN identity.account_identities.issuer IS 'The token''s `iss`.'",
    "COMMENT ON COLUMN identity.account_identities.subject IS 'The token''s `sub`.'",
    "COMMENT ON COLUMN identity.account_identities.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN identity.account_identities.updated_at IS 'When the row was last changed.'",
    "SELECT app.replicate('identity.account_identities')",
    """CREATE TABLE identity.reset_tokens (
    id UUID DEFAULT uuidv7() NOT NULL,
    account_id UUID NOT NULL,
    token_hash TEXT NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    used_at TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_reset_tokens PRIMARY KEY (id),
    CONSTRAINT fk_reset_tokens_account FOREIGN KEY(account_id) REFERENCES identity.accounts (id) ON DELETE CASCADE,
    CONSTRAINT uq_reset_tokens_token_hash UNIQUE (token_hash)
)""",
    "COMMENT ON TABLE identity.reset_tokens IS 'A password reset that was asked for.'",
    "COMMENT ON COLUMN identity.reset_tokens.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN identity.reset_tokens.account_id IS 'Whose password is reset.'",
    "COMMENT ON COLUMN identity.reset_tokens.token_hash IS 'SHA-256 of the token that was sent; the token itself is not stored.'",
    "COMMENT ON COLUMN identity.reset_tokens.expires_at IS 'When the token stops working.'",
    "COMMENT ON COLUMN identity.reset_tokens.used_at IS 'When it was used; null while it may be.'",
    "COMMENT ON COLUMN identity.reset_tokens.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN identity.reset_tokens.updated_at IS 'When the row was last changed.'",
    "SELECT app.replicate('identity.reset_tokens')",
    """CREATE TABLE identity.invitations (
    id UUID DEFAULT uuidv7() NOT NULL,
    email TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    used_at TIMESTAMP WITH TIME ZONE,
    reminder_count INTEGER DEFAULT 0 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_invitations PRIMARY KEY (id),
    CONSTRAINT uq_invitations_token_hash UNIQUE (token_hash),
    CONSTRAINT ck_invitations_reminder_count_nonnegative CHECK (reminder_count >= 0)
)""",
    "COMMENT ON TABLE identity.invitations IS 'An invitation to create an account.'",
    "COMMENT ON COLUMN identity.invitations.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN identity.invitations.email IS 'Who is invited.'",
    "COMMENT ON COLUMN identity.invitations.token_hash IS 'SHA-256 of the token that was sent; the token itself is not stored.'",
    "COMMENT ON COLUMN identity.invitations.expires_at IS 'When the invitation lapses.'",
    "COMMENT ON COLUMN identity.invitations.used_at IS 'When it was taken up; null while it is open.'",
    "COMMENT ON COLUMN identity.invitations.reminder_count IS 'How many reminders were sent.'",
    "COMMENT ON COLUMN identity.invitations.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN identity.invitations.updated_at IS 'When the row was last changed.'",
    "SELECT app.replicate('identity.invitations')",
    """CREATE TABLE gateway.clients (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    name TEXT NOT NULL,
    scopes TEXT NOT NULL,
    is_active BOOLEAN DEFAULT true NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_clients PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_clients_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT uq_clients_issuer_subject UNIQUE (tenant_id, issuer, subject),
    CONSTRAINT ck_clients_scopes_form CHECK (scopes ~ '^([a-z_]+:(read|write)( [a-z_]+:(read|write))*)?$')
)""",
    "COMMENT ON TABLE gateway.clients IS 'A partner''s system that reads a tenant''s data. It is no person: its scopes say what it reaches.'",
    "COMMENT ON COLUMN gateway.clients.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN gateway.clients.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN gateway.clients.issuer IS 'The `iss` of the client''s tokens.'",
    "COMMENT ON COLUMN gateway.clients.subject IS 'The `sub` of the client''s tokens.'",
    "COMMENT ON COLUMN gateway.clients.name IS 'What the partner''s system is called.'",
    "COMMENT ON COLUMN gateway.clients.scopes IS 'The most the client may reach, space separated, such as `catalogue:read roster:read`.'",
    "COMMENT ON COLUMN gateway.clients.is_active IS 'Whether the client is served.'",
    "COMMENT ON COLUMN gateway.clients.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN gateway.clients.updated_at IS 'When the row was last changed.'",
    "SELECT app.distribute('gateway.clients', 'tenant_id')",
    "CREATE UNIQUE INDEX uq_accounts_lower_email ON identity.accounts (lower(email)) WHERE email IS NOT NULL",
    "CREATE INDEX ix_account_identities_account_id ON identity.account_identities (account_id)",
    "CREATE INDEX ix_reset_tokens_account_id ON identity.reset_tokens (account_id)",
    "CREATE INDEX ix_invitations_lower_email ON identity.invitations (lower(email))",
    "CREATE TRIGGER keep_times BEFORE UPDATE ON identity.accounts FOR EACH ROW EXECUTE FUNCTION app.keep_times()",
    "CREATE TRIGGER keep_times BEFORE UPDATE ON identity.account_identities FOR EACH ROW EXECUTE FUNCTION app.keep_times()",
    "CREATE TRIGGER keep_times BEFORE UPDATE ON identity.reset_tokens FOR EACH ROW EXECUTE FUNCTION app.keep_times()",
    "CREATE TRIGGER keep_times BEFORE UPDATE ON identity.invitations FOR EACH ROW EXECUTE FUNCTION app.keep_times()",
    "CREATE TRIGGER keep_times BEFORE UPDATE ON gateway.clients FOR EACH ROW EXECUTE FUNCTION app.keep_times()",
    "ALTER TABLE gateway.clients ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE gateway.clients FORCE ROW LEVEL SECURITY",
    "CREATE POLICY maintain ON gateway.clients FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
]

DOWN = [
    "DROP TRIGGER keep_times ON gateway.clients",
    "DROP TRIGGER keep_times ON identity.invitations",
    "DROP TRIGGER keep_times ON identity.reset_tokens",
    "DROP TRIGGER keep_times ON identity.account_identities",
    "DROP TRIGGER keep_times ON identity.accounts",
    "DROP TABLE gateway.clients",
    "DROP TABLE identity.invitations",
    "DROP TABLE identity.reset_tokens",
    "DROP TABLE identity.account_identities",
    "DROP TABLE identity.accounts",
    "DROP TYPE account_status",
]


def upgrade() -> None:
    """Makes the change."""
    run(UP)


def downgrade() -> None:
    """Takes it back."""
    run(DOWN)
