"""Who signs in: accounts across tenants, the issuer's names for them, and invitations."""

from base64 import b64encode
from dataclasses import dataclass
from hashlib import blake2b, sha256

from demo.world.draft import Draft, Row

STATUS = {"active": "active", "inactive": "closed"}


@dataclass(frozen=True, slots=True)
class SignIn:
    """How a user signs in: the issuer's name for them, their address, who vouches for them, and the user's status."""

    subject: str
    email: str | None
    provider: str
    status: str


class Accounts:
    """The accounts of all tenants. A subject that appears again in another tenant is the same human."""

    def __init__(self, issuer: str) -> None:
        self._issuer = issuer
        self._found: dict[str, str] = {}
        self.taken: set[str] = set()
        """Private addresses that are taken already."""

    def open(self, draft: Draft, sign_in: SignIn, made: str) -> str:
        """The account that the subject names; drafted if it doesn't exist yet."""
        subject = sign_in.subject
        if subject in self._found:
            return self._found[subject]
        number = len(self._found)
        values: Row = {
            "email": subject if "@" in subject else sign_in.email,
            "password_hash": _nobodys_password(subject) if sign_in.provider == "password" else None,
            "status": "locked" if number % 97 == 96 else STATUS[sign_in.status],
        }
        account = self._found[subject] = draft.add("identity.accounts", subject, values, made=made)
        identity: Row = {"account_id": account, "issuer": self._issuer, "subject": subject}
        draft.add("identity.account_identities", subject, identity, made=made)
        if number % 50 == 10:
            self._reset(draft, account, subject, is_used=number % 100 == 10)
        return account

    def _reset(self, draft: Draft, account: str, subject: str, *, is_used: bool) -> None:
        values: Row = {
            "account_id": account,
            "token_hash": sha256(f"reset {subject}".encode()).hexdigest(),
            "expires_at": draft.at(-9 if is_used else 1),
            "used_at": draft.at(-10, 11) if is_used else None,
        }
        draft.add("identity.reset_tokens", subject, values, made=draft.at(-10 if is_used else 0))

    def invite(self, draft: Draft, invited: list[str]) -> None:
        """Draft invitations: an open one to each address, and one that was accepted."""
        for number, email in enumerate([*invited, f"first.student@{draft.code}.example"]):
            is_used = number == len(invited)
            values: Row = {
                "email": email,
                "token_hash": sha256(f"invitation {draft.code} {email}".encode()).hexdigest(),
                "expires_at": draft.at(-30 if is_used else 14),
                "used_at": draft.at(-40) if is_used else None,
                "reminder_count": number % 3,
            }
            draft.add("identity.invitations", email, values, made=draft.at(-60 if is_used else -3))


def _nobodys_password(subject: str) -> str:
    """A text that looks like the hash of a password, but is the hash of no password."""
    salt, digest = (
        b64encode(blake2b(f"{part} {subject}".encode(), digest_size=size).digest()).decode().rstrip("=")
        for part, size in (("salt", 16), ("digest", 32))
    )
    return f"$argon2id$v=19$m=65536,t=3,p=4${salt}${digest}"
